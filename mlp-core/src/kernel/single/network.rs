//! A whole network of dense layers for one sample, in one call.
//!
//! The instructions are selected once and not for each layer and activation. Values that follow a layer's weights in
//! the struct may be read. The layers are a table, so that a program contains this code once.

use super::forward::SingleForward;
use crate::activation::{Elementwise, LaneActivation, SoftmaxUnits, WithActivation};
use crate::layer::parameters::Parameters;
use crate::simd::lanes::LANES;
use crate::simd::lanes::Lanes;
use crate::simd::tail::Padded;
use crate::simd::{InstructionSet, Vectorized, dispatch};

/// A dense layer in a table of layers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layer {
    /// The number of inputs.
    pub inputs: usize,
    /// The number of units.
    pub units: usize,
    /// Whether the layer has biases.
    pub bias: bool,
    /// The activation of the layer.
    pub activation: Activation,
}

/// The activation of a layer in a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Activation {
    /// An activation of each sum by itself.
    Each(Elementwise),
    /// See [`Softmax`](crate::activation::Softmax).
    Softmax,
}

/// Returns the number of scratch values that [`layers`] needs for a widest layer of `widest` units.
///
/// They hold the outputs of two layers, in whole cache lines.
#[must_use]
pub const fn scratch(widest: usize) -> usize {
    2 * widest.next_multiple_of(LANES)
}

/// Memory for [`layers`] that begins at a cache line.
///
/// Vectors that were written across two lines cannot be read again until they are in the cache, and a layer reads what
/// the layer before has just written.
#[derive(Debug)]
#[repr(align(64))]
pub struct Scratch<const NUMBERS: usize>([f32; NUMBERS]);

impl<const NUMBERS: usize> Scratch<NUMBERS> {
    /// Creates memory of zeros.
    #[inline]
    #[must_use]
    #[expect(clippy::new_without_default, reason = "only the expansion calls it")]
    pub const fn new() -> Self {
        Self([0.0; NUMBERS])
    }
}

/// Returns the outputs of the last of the `layers` for the inputs `x`.
///
/// `net` must consist of these layers, and `scratch` must have the length that [`scratch`] returns.
///
/// # Panics
///
/// If the layers or the slices do not fit the network.
#[inline]
pub fn layers<N: Parameters, const OUTPUTS: usize, const SCRATCH: usize>(
    net: &N,
    layers: &[Layer],
    x: &[f32],
    scratch: &mut Scratch<SCRATCH>,
) -> [f32; OUTPUTS] {
    *run(net.params_slice(), layers, x, &mut scratch.0).first_chunk().expect("a layer's outputs in whole vectors")
}

/// Does the same without the type of the network, so that a program contains it once.
fn run<'a>(parameters: &'a [f32], layers: &'a [Layer], x: &'a [f32], scratch: &'a mut [f32]) -> &'a [f32] {
    dispatch(Table { parameters, layers, x, scratch })
}

struct Table<'a> {
    parameters: &'a [f32],
    layers: &'a [Layer],
    x: &'a [f32],
    scratch: &'a mut [f32],
}

impl<'a> Vectorized for Table<'a> {
    type Output = &'a [f32];

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) -> &'a [f32] {
        let Self { layers, scratch, .. } = self;
        let (parameters, mut first) = (&Padded::new(self.parameters), 0);
        let (mut outputs, mut inputs) = scratch.split_at_mut(scratch.len() / 2);
        for (index, &Layer { inputs: width, units, bias, activation }) in layers.iter().enumerate() {
            let x = if index == 0 { self.x } else { &*inputs };
            let (weights, biases) = ((parameters, first), bias.then_some((parameters, first + width * units)));
            SingleForward { weights, biases, x: &x[..width], units, z: outputs }.run(set);
            match activation {
                Activation::Each(Elementwise::Identity) => {}
                Activation::Each(activation) => activation.resolve(InPlace { set, z: outputs, units }),
                Activation::Softmax => {
                    SoftmaxUnits { z: outputs, units }.vectorized(set);
                }
            }
            first += (width + usize::from(bias)) * units;
            (inputs, outputs) = (outputs, inputs);
        }
        assert_eq!(first, self.parameters.len(), "parameters of other layers");
        inputs
    }
}

/// An activation of the first values of `z`, in whole vectors.
struct InPlace<'a, I> {
    set: I,
    z: &'a mut [f32],
    units: usize,
}

impl<I: InstructionSet> WithActivation for InPlace<'_, I> {
    type Output = ();

    #[inline(always)]
    fn with<A: LaneActivation>(self, activation: A) {
        let lanes = I::Native::LANES;
        for z in self.z.chunks_exact_mut(lanes).take(self.units.div_ceil(lanes)) {
            activation.value(I::Native::load(self.set, z)).store(z);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Activation, Elementwise, Layer, Scratch, Table};
    use crate::random::SplitMix64;
    use crate::simd::{self, Level};
    use std::{vec, vec::Vec};

    /// Widths of full and partial groups, vectors and rows, with and without biases.
    const WIDTHS: [usize; 18] = [1, 2, 3, 4, 7, 8, 10, 15, 16, 17, 31, 32, 50, 64, 127, 128, 138, 300];

    fn layer(inputs: usize, units: usize, bias: bool, activation: Activation) -> Layer {
        Layer { inputs, units, bias, activation }
    }

    /// Returns the outputs at a level, with memory of the smallest allowed size.
    fn outputs(level: Level, parameters: &[f32], layers: &[Layer], x: &[f32]) -> Vec<f32> {
        let widest = layers.iter().map(|layer| layer.units).max().expect("a layer");
        let (mut scratch, units) = (vec![f32::NAN; super::scratch(widest)], layers[layers.len() - 1].units);
        simd::dispatch_at(level, Table { parameters, layers, x, scratch: &mut scratch })[..units].to_vec()
    }

    /// Returns the outputs by definition, in `f64`.
    fn wanted(mut parameters: &[f32], layers: &[Layer], x: &[f32]) -> Vec<f64> {
        let mut x: Vec<f64> = x.iter().map(|x| f64::from(*x)).collect();
        for &Layer { inputs, units, bias, activation } in layers {
            let (weights, rest) = parameters.split_at(inputs * units);
            let (biases, rest) = rest.split_at(if bias { units } else { 0 });
            let sum = |unit: usize| {
                let terms = x.iter().enumerate().map(|(input, x)| x * f64::from(weights[input * units + unit]));
                terms.sum::<f64>() + biases.get(unit).copied().map_or(0.0, f64::from)
            };
            let z: Vec<f64> = (0..units).map(sum).collect();
            let total: f64 = z.iter().map(|z| z.exp()).sum();
            x = match activation {
                Activation::Softmax => z.iter().map(|z| z.exp() / total).collect(),
                Activation::Each(Elementwise::Relu) => z.iter().map(|z| z.max(0.0)).collect(),
                Activation::Each(_) => z,
            };
            parameters = rest;
        }
        x
    }

    #[test]
    fn tables_of_layers_are_what_they_say() {
        let mut random = SplitMix64::new(3);
        for inputs in WIDTHS {
            for units in WIDTHS {
                let bias = random.unit() < 0.5;
                let layers = [
                    layer(inputs, units, bias, Activation::Each(Elementwise::Relu)),
                    layer(units, inputs, !bias, Activation::Softmax),
                ];
                let count = 2 * inputs * units + if bias { units } else { inputs };
                let parameters: Vec<f32> = (0..count).map(|_| random.unit() - 0.5).collect();
                let x: Vec<f32> = (0..inputs).map(|_| random.unit() - 0.5).collect();
                for length in [1, 2] {
                    let (layers, used) = (&layers[..length], [inputs * units + if bias { units } else { 0 }, count]);
                    let parameters = &parameters[..used[length - 1]];
                    let wanted = wanted(parameters, layers, &x);
                    for level in simd::available() {
                        for (found, wanted) in outputs(level, parameters, layers, &x).iter().zip(&wanted) {
                            let error = (f64::from(*found) - wanted).abs();
                            assert!(error < 2e-5, "{layers:?} with {level}: {found} instead of {wanted}");
                        }
                    }
                }
            }
        }
    }

    /// The values behind a layer's weights are read, and must not affect the result.
    #[test]
    fn the_next_layer_does_not_count() {
        for (inputs, units) in [(3, 5), (20, 2), (7, 17), (33, 8)] {
            let identity = Activation::Each(Elementwise::Relu);
            let layers = [layer(inputs, units, false, identity), layer(units, 1, false, identity)];
            let mut parameters = vec![0.5; inputs * units];
            parameters.resize(inputs * units + units, f32::NEG_INFINITY);
            for level in simd::available() {
                assert_eq!(outputs(level, &parameters, &layers, &vec![1.0; inputs]), [0.0], "{inputs} => {units}");
            }
        }
    }

    #[test]
    fn scratch_begins_a_cache_line() {
        let all = [const { Scratch::<48>::new() }; 2];
        for scratch in &all {
            assert_eq!(scratch.0.as_ptr().addr() % 64, 0);
        }
    }

    #[test]
    #[should_panic(expected = "parameters of other layers")]
    fn layers_that_leave_parameters_over_are_found() {
        let layers = [layer(2, 3, true, Activation::Softmax)];
        outputs(simd::active(), &[0.0; 10], &layers, &[0.0; 2]);
    }
}
