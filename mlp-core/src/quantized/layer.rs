//! A layer whose sizes are constants.

use super::clamp::{Limits, MOST_BIAS, MOST_INPUTS};
use super::products::{TOGETHER, products};
use super::table::LayerTable;

/// A dense layer in integers, as a network with `arithmetic = i8` has it: from `INPUTS` values to those of `UNITS` units.
#[derive(Clone, Debug)]
pub struct Layer<const INPUTS: usize, const UNITS: usize, Activation> {
    /// `weights[unit][input]`
    weights: [[i8; INPUTS]; UNITS],
    biases: [i32; UNITS],
    multipliers: [i32; UNITS],
    shifts: [u8; UNITS],
    limits: Limits,
    activation: Activation,
}

/// The arrays of a layer, with one value for each unit.
#[derive(Clone, Copy, Debug)]
pub struct Units<const UNITS: usize> {
    /// The biases less `zero_point * sum_i weight[i]`, where the zero point is that of the inputs.
    pub biases: [i32; UNITS],
    /// Below 2^31, and not negative.
    pub multipliers: [i32; UNITS],
    /// From 1 to 31.
    pub shifts: [u8; UNITS],
}

impl<const INPUTS: usize, const UNITS: usize, Activation> Layer<INPUTS, UNITS, Activation> {
    /// Returns a layer; in a constant, what is wrong does not compile.
    ///
    /// `limits` are the zero point, the smallest and the largest of the values that the clamp returns.
    ///
    /// # Panics
    ///
    /// If a sum could overflow, or a shift is not from 1 to 31.
    #[must_use]
    pub const fn new(
        weights: [[i8; INPUTS]; UNITS],
        units: Units<UNITS>,
        limits: [i8; 3],
        activation: Activation,
    ) -> Self {
        const { assert!(INPUTS <= MOST_INPUTS, "a layer in `i8` has at most 32768 inputs, so that its sums fit an `i32`") };
        let Units { biases, multipliers, shifts } = units;
        // with the products, at most 128 * 128 of each input, a sum cannot overflow
        let most = MOST_BIAS as usize + 128 * 127 * INPUTS;
        let mut unit = 0;
        while unit < UNITS {
            assert!(biases[unit].unsigned_abs() as usize <= most, "a bias with which sums could overflow");
            assert!(multipliers[unit] >= 0, "a negative multiplier");
            assert!(shifts[unit] >= 1 && shifts[unit] <= 31, "a shift that is not from 1 to 31");
            unit += 1;
        }
        let [zero_point, least, most] = limits;
        Self { weights, biases, multipliers, shifts, limits: Limits { zero_point, least, most }, activation }
    }

    /// Returns the outputs of the layer.
    #[must_use]
    #[inline(always)]
    pub fn forward(&self, input: &[i8; INPUTS]) -> [i8; UNITS]
    where
        Activation: LayerTable,
    {
        let mut output = [0; UNITS];
        self.clamped(input, &mut output);
        self.activation.apply(&mut output);
        output
    }

    /// Writes what the clamp returns: several units at a time, then those that are left one by one.
    #[inline(always)]
    fn clamped(&self, input: &[i8; INPUTS], output: &mut [i8; UNITS]) {
        let ((weights, last_weights), (biases, last_biases)) = (self.weights.as_chunks(), self.biases.as_chunks());
        let (multipliers, last_multipliers) = self.multipliers.as_chunks();
        let ((shifts, last_shifts), (outputs, last_outputs)) = (self.shifts.as_chunks(), output.as_chunks_mut());
        let several = weights.iter().zip(biases).zip(multipliers).zip(shifts).zip(outputs);
        for ((((weights, biases), multipliers), shifts), outputs) in several {
            self.write::<TOGETHER>(weights, biases, (multipliers, shifts), input, outputs);
        }
        let rest = last_weights.iter().zip(last_biases).zip(last_multipliers).zip(last_shifts).zip(last_outputs);
        for ((((weights, bias), multiplier), shift), output) in rest {
            let [sum] = products(core::array::from_ref(weights), input);
            *output = self.limits.output(sum.wrapping_add(*bias), *multiplier, *shift);
        }
    }

    /// Writes what the clamp returns for some units.
    #[inline(always)]
    fn write<const SOME: usize>(
        &self,
        weights: &[[i8; INPUTS]; SOME],
        biases: &[i32; SOME],
        (multipliers, shifts): (&[i32; SOME], &[u8; SOME]),
        input: &[i8; INPUTS],
        outputs: &mut [i8; SOME],
    ) {
        let sums = products(weights, input);
        for unit in 0..SOME {
            let sum = sums[unit].wrapping_add(biases[unit]);
            outputs[unit] = self.limits.output(sum, multipliers[unit], shifts[unit]);
        }
    }
}

/// Returns bytes as arrays of `i8`, such as the weights of a layer; zeros if there are more or fewer bytes, which an
/// expansion reports in another way.
#[must_use]
pub const fn signed<const BYTES: usize, const WIDTH: usize, const ROWS: usize>(
    bytes: &[u8; BYTES],
) -> [[i8; WIDTH]; ROWS] {
    if BYTES != WIDTH * ROWS {
        return [[0; WIDTH]; ROWS];
    }
    // SAFETY: both have the same number of bytes (checked), any byte is an `i8`, and neither has an alignment.
    unsafe { core::mem::transmute_copy(bytes) }
}

/// Returns the values, from the beginning again if there are fewer, which an expansion reports in another way.
///
/// # Panics
///
/// If there are none.
#[must_use]
pub const fn resized<T: Copy, const FOUND: usize, const NEEDED: usize>(values: &[T; FOUND]) -> [T; NEEDED] {
    let mut resized = [values[0]; NEEDED];
    let mut at = 0;
    while at < NEEDED {
        resized[at] = values[at % FOUND];
        at += 1;
    }
    resized
}
