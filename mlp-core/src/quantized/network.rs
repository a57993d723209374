//! A network in integers whose sizes are known when the program runs.

use super::clamp::Limits;
use super::scale::Quantization;
use super::table::{LayerTable, Softmax, Table};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

/// A network in integers, made of one in floats by [`Network::quantize`](crate::Network::quantize).
///
/// It is what `arithmetic = i8` computes on a device, bit for bit, in plain loops: to try out how much the integers
/// change, and to write the file for the device.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 2 => 8 tanh => 1 }
///
/// let net = Net::seeded(7);
/// let samples = [[0.0, 1.0], [-1.0, 0.5], [0.25, -0.75]];
/// let quantized = net.quantize(&samples)?;
/// for sample in &samples {
///     let [float] = net.forward(sample);
///     let [integer] = quantized.forward(sample);
///     assert!((float - integer).abs() < 0.05);
/// }
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Quantized<const INPUTS: usize, const OUTPUTS: usize> {
    pub(super) input: Quantization,
    pub(super) layers: Vec<QuantizedLayer>,
    /// The network in words.
    #[cfg_attr(not(feature = "safetensors"), expect(dead_code, reason = "it stands in files"))]
    pub(super) declaration: String,
}

/// A layer.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "safetensors"), expect(dead_code, reason = "some of it stands in files only"))]
pub(super) struct QuantizedLayer {
    /// Its name in files: the number of the module.
    pub(super) module: String,
    /// As it was declared.
    pub(super) activation: &'static str,
    pub(super) inputs: usize,
    /// `weights[unit][input]`, row after row.
    pub(super) weights: Vec<i8>,
    /// In steps of the inputs' scale times the weights'.
    pub(super) biases: Vec<i32>,
    pub(super) weight_scales: Vec<f32>,
    pub(super) multipliers: Vec<i32>,
    pub(super) shifts: Vec<u8>,
    pub(super) limits: Limits,
    /// Of the values that the clamp returns.
    pub(super) sums: Quantization,
    pub(super) output: Quantization,
    pub(super) finish: Finish,
}

/// The step that follows the clamp.
#[derive(Clone, Debug)]
pub(super) enum Finish {
    /// Nothing.
    Clamp,
    Table(Box<[i8; 256]>),
    Softmax(Box<[u16; 256]>),
}

impl QuantizedLayer {
    /// Returns the outputs; `zero_point` is that of the inputs.
    fn forward(&self, input: &[i8], zero_point: i8) -> Vec<i8> {
        let rows = self.weights.chunks_exact(self.inputs).zip(&self.biases);
        let scaling = self.multipliers.iter().zip(&self.shifts);
        let unit = |((weights, bias), (multiplier, shift)): ((&[i8], &i32), (&i32, &u8))| {
            let products = weights.iter().zip(input);
            let product =
                |(weight, input): (&i8, &i8)| i32::from(*weight) * (i32::from(*input) - i32::from(zero_point));
            self.limits.output(bias + products.map(product).sum::<i32>(), *multiplier, *shift)
        };
        let mut values: Vec<i8> = rows.zip(scaling).map(unit).collect();
        match &self.finish {
            Finish::Clamp => {}
            Finish::Table(table) => Table(**table).apply(&mut values),
            Finish::Softmax(exponentials) => Softmax(**exponentials).apply(&mut values),
        }
        values
    }
}

impl<const INPUTS: usize, const OUTPUTS: usize> Quantized<INPUTS, OUTPUTS> {
    /// Returns what the integers of the inputs mean.
    #[must_use]
    pub fn input(&self) -> Quantization {
        self.input
    }

    /// Returns what the integers of the outputs mean.
    #[must_use]
    pub fn output(&self) -> Quantization {
        self.layers.last().map_or(self.input, |layer| layer.output)
    }

    /// Returns the outputs for one sample: in floats, which become integers before and after.
    #[must_use]
    pub fn forward(&self, input: &[f32; INPUTS]) -> [f32; OUTPUTS] {
        self.output().dequantize_all(&self.forward_i8(&self.input.quantize_all(input)))
    }

    /// Returns the outputs for one sample in integers.
    #[must_use]
    pub fn forward_i8(&self, input: &[i8; INPUTS]) -> [i8; OUTPUTS] {
        let (mut values, mut zero_point) = (input.to_vec(), self.input.zero_point);
        for layer in &self.layers {
            values = layer.forward(&values, zero_point);
            zero_point = layer.output.zero_point;
        }
        let mut output = [0; OUTPUTS];
        output.copy_from_slice(&values);
        output
    }
}
