//! From floats to integers: scales from the ranges of samples, and what follows from them.

use super::clamp::{Limits, MOST_BIAS};
use super::float::{FloatLayer, Range, Ranges, Way, output, ranges};
use super::network::{Finish, Quantized, QuantizedLayer};
use super::scale::Quantization;
use crate::activation::elementwise::Elementwise;
use crate::error::{Error, QuantizationReason};
use crate::layer::info::VisitLayers;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::array;

/// The fewest steps of sums in a step of outputs: finer outputs would show nothing but the rounding of the weights, and
/// every shift is at least 1.
const FINEST: f64 = 8.0;

/// Returns a network in integers; the samples have the ranges of its values.
pub(crate) fn quantize<const INPUTS: usize, const OUTPUTS: usize>(
    parameters: &[f32],
    visit_layers: VisitLayers,
    samples: &[[f32; INPUTS]],
    declaration: String,
) -> Result<Quantized<INPUTS, OUTPUTS>, Error> {
    let layers = FloatLayer::all(parameters, visit_layers)?;
    let (inputs, ranges) = ranges(&layers, samples)?;
    let input = inputs.quantization(0.0);
    let mut before = input;
    let layers = layers.iter().zip(&ranges).map(|(layer, ranges)| {
        let quantized = quantized(layer, ranges, before);
        before = quantized.output;
        // large weights of small inputs, beside large inputs: no sum is infinite, but the steps of sums are
        let value = quantized.sums.scale;
        if value.is_finite() {
            return Ok(quantized);
        }
        let reason = QuantizationReason::NotFinite { value };
        Err(Error::Quantization { layer: layer.info.name.to_string(), reason })
    });
    Ok(Quantized { input, layers: layers.collect::<Result<_, _>>()?, declaration })
}

impl Range {
    /// Returns the scale, at least `finest`, and the zero point with which -128 to 127 cover the range.
    ///
    /// A range of 0 alone has the scale 1.
    #[expect(clippy::cast_possible_truncation, reason = "the nearest `f32`; a zero point between two of `i8`")]
    fn quantization(self, finest: f64) -> Quantization {
        let (low, high) = (f64::from(self.low), f64::from(self.high));
        let scale = ((high - low) / 255.0).max(finest) as f32;
        // subnormal scales would have no inverse
        let scale = if scale < f32::MIN_POSITIVE { 1.0 } else { scale };
        let zero_point = (-128.0 - low / f64::from(scale)).round().clamp(-128.0, 127.0) as i8;
        Quantization { scale, zero_point }
    }
}

/// The factor and the term that the clamp has beside the sums: `z/6 + 3/6` of the hard sigmoid.
fn factor_and_term(way: Way) -> (f64, f64) {
    if way == Way::Clamp(Elementwise::HardSigmoid) { (1.0 / 6.0, 3.0) } else { (1.0, 0.0) }
}

/// Returns a layer in integers, whose inputs mean what `input` says.
fn quantized(layer: &FloatLayer<'_>, ranges: &Ranges, input: Quantization) -> QuantizedLayer {
    let (factor, term) = factor_and_term(layer.way);
    let units = layer.info.units;
    let of_input = f64::from(input.scale);
    let weight_scales: Vec<f32> = (0..units).map(|unit| weight_scale(layer, unit, of_input, term)).collect();
    let of_sums = |unit: usize| of_input * f64::from(weight_scales[unit]);
    let finest = (0..units).map(of_sums).fold(0.0, f64::max) * factor * FINEST;
    let range = if matches!(layer.way, Way::Clamp(_)) { ranges.outputs } else { ranges.sums };
    let sums = range.quantization(finest);
    let multipliers = (0..units).map(|unit| multiplier(of_sums(unit) * factor / f64::from(sums.scale)));
    let (multipliers, shifts) = multipliers.unzip();
    let weights = (0..units)
        .flat_map(|unit| row(layer, unit).map(|weight| integer(weight, weight_scales[unit])).collect::<Vec<_>>());
    let biases = (0..units).map(|unit| bias((f64::from(layer.bias(unit)) + term) / of_sums(unit)));
    let (output, finish) = finish(layer.way, sums, ranges.outputs);
    QuantizedLayer {
        module: layer.info.module.to_string(),
        activation: layer.info.activation,
        inputs: layer.info.inputs,
        weights: weights.collect(),
        biases: biases.collect(),
        weight_scales,
        multipliers,
        shifts,
        limits: limits(layer.way, sums),
        sums,
        output,
        finish,
    }
}

/// Returns the weights of a unit.
fn row<'a>(layer: &'a FloatLayer<'_>, unit: usize) -> impl Iterator<Item = f32> + use<'a> {
    layer.weights.iter().skip(unit).step_by(layer.info.units).copied()
}

/// Returns the scale of a unit's weights: the largest is 127, unless the bias would be too large.
#[expect(clippy::cast_possible_truncation, reason = "the nearest `f32`")]
fn weight_scale(layer: &FloatLayer<'_>, unit: usize, of_input: f64, term: f64) -> f32 {
    let largest = row(layer, unit).fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
    let bias = (f64::from(layer.bias(unit)) + term).abs();
    let scale = (f64::from(largest) / 127.0).max(bias / of_input / f64::from(MOST_BIAS)) as f32;
    if scale < f32::MIN_POSITIVE { 1.0 } else { scale }
}

/// Returns the nearest weight of -127 to 127.
#[expect(clippy::cast_possible_truncation, reason = "a value between two of `i8`")]
fn integer(weight: f32, scale: f32) -> i8 {
    (f64::from(weight) / f64::from(scale)).round().clamp(-127.0, 127.0) as i8
}

/// Returns the nearest bias.
#[expect(clippy::cast_possible_truncation, reason = "a value between two of `i32`")]
fn bias(steps: f64) -> i32 {
    steps.round().clamp(-f64::from(MOST_BIAS), f64::from(MOST_BIAS)) as i32
}

/// Returns `multiplier` and `shift` with `factor = multiplier / 2^(32 + shift)`, where the multiplier is from 2^30 to
/// 2^31; 0 if all outputs would be.
///
/// TensorFlow Lite's `QuantizeMultiplier`, whose shift is `-1 - shift`.
#[expect(clippy::cast_possible_truncation, reason = "values within the types' ranges")]
fn multiplier(factor: f64) -> (i32, u8) {
    // the factor is `fraction * 2^exponent`, the fraction from 1/2 to 1; it is not subnormal
    let bits = factor.to_bits();
    let mut exponent = (bits >> 52 & 0x7ff) as i32 - 1022;
    let fraction = f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52);
    let mut multiplier = (fraction * f64::from(1_u32 << 31)).round() as i64;
    if multiplier == 1 << 31 {
        multiplier /= 2;
        exponent += 1;
    }
    match u8::try_from(-1 - exponent) {
        Ok(shift) if (1..=31).contains(&shift) => (multiplier as i32, shift),
        _ => (0, 1),
    }
}

/// Returns the limits of the clamp.
fn limits(way: Way, sums: Quantization) -> Limits {
    let [least, most] = match way {
        Way::Clamp(Elementwise::Relu) => [sums.zero_point, i8::MAX],
        Way::Clamp(Elementwise::HardTanh) => [sums.quantize(-1.0), sums.quantize(1.0)],
        Way::Clamp(Elementwise::HardSigmoid) => [sums.quantize(0.0), sums.quantize(1.0)],
        _ => [i8::MIN, i8::MAX],
    };
    Limits { zero_point: sums.zero_point, least, most }
}

/// Returns what the outputs mean, and what follows the clamp.
fn finish(way: Way, sums: Quantization, outputs: Range) -> (Quantization, Finish) {
    match way {
        Way::Clamp(_) => (sums, Finish::Clamp),
        Way::Softmax => (Quantization::OF_PROBABILITIES, Finish::Softmax(exponentials(f64::from(sums.scale)).into())),
        Way::Table(activation) => {
            let meaning = match activation {
                Elementwise::Tanh => Quantization::OF_TANH,
                Elementwise::Sigmoid => Quantization::OF_PROBABILITIES,
                _ => outputs.quantization(0.0),
            };
            let mut outputs = [0; 256];
            for (output, sum) in outputs.iter_mut().zip(i8::MIN..=i8::MAX) {
                *output = meaning.quantize(self::output(activation, sums.dequantize(sum)));
            }
            (meaning, Finish::Table(outputs.into()))
        }
    }
}

/// Returns `round(65535 e^(-scale * d))` for all differences `d`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "values of 0 to 65535")]
fn exponentials(scale: f64) -> [u16; 256] {
    array::from_fn(|difference| (65535.0 * (-scale * difference as f64).exp()).round() as u16)
}

#[cfg(test)]
mod tests {
    use super::multiplier;

    #[test]
    fn multipliers_have_31_bits() {
        assert_eq!(multiplier(0.125), (1 << 30, 1));
        assert_eq!(multiplier(0.1), (1_717_986_918, 2));
        // rounded up to a power of two
        assert_eq!(multiplier(0.125 - 1e-12), (1 << 30, 1));
        assert_eq!(multiplier(1e-12), (0, 1));
    }
}
