//! A network of floats as layers that can be quantized, and the ranges of its values.

use super::clamp::MOST_INPUTS;
use crate::activation::elementwise::{Elementwise, LaneActivation, WithActivation, find};
use crate::error::{Error, QuantizationReason};
use crate::layer::info::{LayerInfo, LayerPath, VisitLayers};
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;

/// How a layer of integers computes its activation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Way {
    /// By limits of the clamp: `identity`, `relu`, `hard_tanh`, `hard_sigmoid`.
    Clamp(Elementwise),
    /// By a table of outputs.
    Table(Elementwise),
    Softmax,
}

/// A dense layer in floats.
pub(super) struct FloatLayer<'a> {
    pub(super) info: LayerInfo,
    pub(super) way: Way,
    /// `weights[input][unit]`, row after row.
    pub(super) weights: &'a [f32],
    /// Empty without biases.
    pub(super) biases: &'a [f32],
}

/// The range of the values of a tensor; it has 0.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Range {
    pub(super) low: f32,
    pub(super) high: f32,
}

/// The ranges of a layer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Ranges {
    /// Of the weighted sums.
    pub(super) sums: Range,
    /// Of the outputs.
    pub(super) outputs: Range,
}

impl Way {
    /// Returns the way of an activation as it was declared; `None` for one of the user's, and for outputs with names.
    fn of(words: &str) -> Option<Self> {
        if words == "softmax" {
            return Some(Self::Softmax);
        }
        let (word, argument) = match words.split_once('(') {
            Some((word, argument)) => (word, Some(argument.strip_suffix(')')?.parse().ok()?)),
            None => (words, None),
        };
        Some(match find(word, argument)? {
            hard @ (Elementwise::Identity | Elementwise::Relu | Elementwise::HardTanh | Elementwise::HardSigmoid) => {
                Self::Clamp(hard)
            }
            other => Self::Table(other),
        })
    }
}

/// Returns the output of an activation for one sum.
pub(super) fn output(activation: Elementwise, sum: f32) -> f32 {
    struct Sum(f32);
    impl WithActivation for Sum {
        type Output = f32;
        fn with<A: LaneActivation>(self, activation: A) -> f32 {
            activation.value(self.0)
        }
    }
    activation.resolve(Sum(sum))
}

impl<'a> FloatLayer<'a> {
    /// Returns the layers of a network.
    pub(super) fn all(parameters: &'a [f32], visit_layers: VisitLayers) -> Result<Vec<Self>, Error> {
        let (mut layers, mut rest, mut result) = (Vec::new(), parameters, Ok(()));
        visit_layers(&LayerPath::TOP, &mut |path: &LayerPath<'_>, info: &LayerInfo| {
            let (own, behind) = rest.split_at(info.params());
            rest = behind;
            if result.is_ok() {
                result = Self::new(path, info, own).map(|layer| layers.push(layer));
            }
        });
        result.map(|()| layers)
    }

    fn new(path: &LayerPath<'_>, info: &LayerInfo, parameters: &'a [f32]) -> Result<Self, Error> {
        let failed = |reason| Error::Quantization { layer: info.name.to_string(), reason };
        if info.begins + info.ends > 0 {
            return Err(failed(QuantizationReason::Residual));
        }
        if path.parent.is_some() {
            return Err(failed(QuantizationReason::Joined));
        }
        if info.inputs > MOST_INPUTS {
            return Err(failed(QuantizationReason::Inputs { found: info.inputs, most: MOST_INPUTS }));
        }
        if let Some(value) = parameters.iter().find(|parameter| !parameter.is_finite()) {
            return Err(failed(QuantizationReason::NotFinite { value: *value }));
        }
        let way = Way::of(info.activation)
            .ok_or_else(|| failed(QuantizationReason::Activation { activation: info.activation.to_string() }))?;
        let (weights, biases) = parameters.split_at(info.inputs * info.units);
        Ok(Self { info: *info, way, weights, biases })
    }

    /// Returns the bias of a unit.
    pub(super) fn bias(&self, unit: usize) -> f32 {
        self.biases.get(unit).copied().unwrap_or(0.0)
    }

    /// Returns the outputs for one sample, and notes the ranges of sums and outputs.
    fn forward(&self, input: &[f32], ranges: &mut Ranges) -> Vec<f32> {
        let mut values: Vec<f32> = (0..self.info.units).map(|unit| self.bias(unit)).collect();
        for (input, weights) in input.iter().zip(self.weights.chunks_exact(self.info.units)) {
            for (value, weight) in values.iter_mut().zip(weights) {
                *value += input * weight;
            }
        }
        ranges.sums.include(&values);
        if let Way::Clamp(activation) | Way::Table(activation) = self.way {
            for value in &mut values {
                *value = output(activation, *value);
            }
        }
        ranges.outputs.include(&values);
        values
    }
}

impl Range {
    fn include(&mut self, values: &[f32]) {
        // `min` and `max` pass over NaN, which no range has
        if values.iter().any(|value| value.is_nan()) {
            *self = Self { low: f32::NEG_INFINITY, high: f32::INFINITY };
        }
        for value in values {
            *self = Self { low: self.low.min(*value), high: self.high.max(*value) };
        }
    }
}

/// Returns the ranges of the inputs and of each layer; `samples` are the inputs of all samples.
pub(super) fn ranges<const INPUTS: usize>(
    layers: &[FloatLayer<'_>],
    samples: &[[f32; INPUTS]],
) -> Result<(Range, Vec<Ranges>), Error> {
    if samples.is_empty() {
        return Err(Error::NoSamples);
    }
    let (mut inputs, mut ranges) = (Range::default(), vec![Ranges::default(); layers.len()]);
    for (sample, values) in samples.iter().enumerate() {
        if let Some(column) = values.iter().position(|value| !value.is_finite()) {
            return Err(Error::InputNotFinite { sample, column, value: values[column] });
        }
        inputs.include(values);
        let mut values = values.to_vec();
        for (layer, ranges) in layers.iter().zip(&mut ranges) {
            values = layer.forward(&values, ranges);
        }
    }
    let finite =
        |ranges: &Ranges| [ranges.sums, ranges.outputs].iter().all(|range| (range.high - range.low).is_finite());
    match layers.iter().zip(&ranges).find(|(_, ranges)| !finite(ranges)) {
        Some((layer, ranges)) => {
            let value = ranges.sums.high - ranges.sums.low;
            let reason = QuantizationReason::NotFinite { value };
            Err(Error::Quantization { layer: layer.info.name.to_string(), reason })
        }
        None => Ok((inputs, ranges)),
    }
}
