//! Layers in integers, by TensorFlow Lite's 8-bit quantization specification, in plain loops.

use crate::Activation;

/// A dense layer in integers.
///
/// `sum[u] = bias[u] + sum_i weight[u][i] (input[i] - input_zero_point)`, then
/// `clamp(zero_point + multiply(sum[u], multiplier[u], shift[u]))`.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantizedDense {
    /// `weights[unit][input]`
    pub weights: Vec<Vec<i8>>,
    /// One for each unit, in steps of the inputs' scale times the weights'.
    pub biases: Vec<i32>,
    /// One for each unit, from 2^30 to below 2^31.
    pub multipliers: Vec<i32>,
    /// One for each unit: the factor of its sums is `multiplier / 2^31 * 2^shift`.
    pub shifts: Vec<i32>,
    /// The integer of the inputs that means 0.
    pub input_zero_point: i8,
    /// The integer of the outputs that means 0.
    pub zero_point: i8,
    /// The smallest and the largest output.
    pub range: [i8; 2],
}

/// Returns `round(x * multiplier / 2^31 * 2^shift)`, halves up.
///
/// TensorFlow Lite's `MultiplyByQuantizedMultiplier`, in the variant `TFLITE_SINGLE_ROUNDING`
/// (`tensorflow/lite/kernels/internal/common.cc`).
///
/// ```
/// use mlp_reference::multiply_by_quantized_multiplier;
///
/// assert_eq!(multiply_by_quantized_multiplier(5, 1 << 30, 0), 3); // a half of 5
/// assert_eq!(multiply_by_quantized_multiplier(-5, 1 << 30, 0), -2);
/// ```
///
/// # Panics
///
/// If the result is no `i32`.
#[must_use]
pub fn multiply_by_quantized_multiplier(x: i32, multiplier: i32, shift: i32) -> i32 {
    let total = 31 - shift;
    let product = i128::from(x) * i128::from(multiplier);
    i32::try_from((product + (1 << (total - 1))) >> total).expect("a result of 32 bits")
}

impl QuantizedDense {
    /// Returns the outputs for one sample.
    ///
    /// # Panics
    ///
    /// If a sum does not fit an `i32`.
    #[must_use]
    pub fn forward(&self, input: &[i8]) -> Vec<i8> {
        let mut outputs = Vec::new();
        for (unit, weights) in self.weights.iter().enumerate() {
            assert_eq!(weights.len(), input.len());
            let mut sum = i64::from(self.biases[unit]);
            for (weight, input) in weights.iter().zip(input) {
                sum += i64::from(*weight) * (i64::from(*input) - i64::from(self.input_zero_point));
            }
            let sum = i32::try_from(sum).expect("a sum of 32 bits");
            let scaled = multiply_by_quantized_multiplier(sum, self.multipliers[unit], self.shifts[unit]);
            let output = i64::from(scaled) + i64::from(self.zero_point);
            let [least, most] = self.range.map(i64::from);
            outputs.push(i8::try_from(output.clamp(least, most)).expect("between two of eight bits"));
        }
        outputs
    }
}

/// Returns the real number of an integer.
#[must_use]
pub fn dequantized(integer: i8, scale: f64, zero_point: i8) -> f64 {
    scale * (f64::from(integer) - f64::from(zero_point))
}

/// Returns the nearest integers of the outputs of an activation for the integers -128 to 127, which mean what the first
/// scale and zero point say; the outputs' are the second.
#[must_use]
pub fn activation_table(activation: Activation, sums: (f64, i8), outputs: (f64, i8)) -> Vec<f64> {
    let (scale, zero_point) = outputs;
    let value = |sum: i8| activation.value(dequantized(sum, sums.0, sums.1));
    (-128..=127).map(|sum| (value(sum) / scale + f64::from(zero_point)).clamp(-128.0, 127.0)).collect()
}

/// Returns softmax from a table of exponentials: `min(255, round(256 e_u / sum_v e_v)) - 128`, halves up.
///
/// # Panics
///
/// If there are no sums.
#[must_use]
pub fn quantized_softmax(sums: &[i8], exponentials: &[u16]) -> Vec<i8> {
    let largest = i64::from(*sums.iter().max().expect("sums"));
    let exponential = |sum: &i8| u64::from(exponentials[usize::try_from(largest - i64::from(*sum)).expect("an index")]);
    let total: u64 = sums.iter().map(exponential).sum();
    let output = |sum: &i8| {
        let rounded = (512 * exponential(sum) + total) / (2 * total);
        i8::try_from(i64::try_from(rounded.min(255)).expect("eight bits") - 128).expect("eight bits")
    };
    sums.iter().map(output).collect()
}
