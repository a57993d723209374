//! The truth about each sample, and how large the terms are that results are sums of.

use mlp_core::private::LayerInfo;
use mlp_reference::{Loss, Network, Target};

/// The truth about one sample alone.
pub(crate) struct Sample {
    pub(crate) answer: Vec<f64>,
    pub(crate) loss: f64,
    pub(crate) d_x: Vec<f64>,
    d_params: Vec<f64>,
}

impl Sample {
    pub(crate) fn new(twin: &Network<f64>, loss: Loss, x: &[f64], t: &Target<f64>) -> Self {
        let truth = twin.gradient(loss, &[x.to_vec()], std::slice::from_ref(t));
        Self { answer: twin.outputs(x), loss: truth.loss, d_x: truth.d_inputs.concat(), d_params: truth.d_params }
    }
}

/// How large the terms are that results are sums of. One sample's may cancel, so all samples are asked.
pub(crate) struct Sizes {
    pub(crate) answer: f64,
    pub(crate) loss: f64,
    pub(crate) d_x: f64,
    /// For each layer of its weights and of its biases: the mean of what the samples contribute to a derivative.
    pub(crate) d_params: Vec<f64>,
}

impl Sizes {
    pub(crate) fn of(layers: &[LayerInfo], samples: &[Sample]) -> Self {
        let mean = |index: usize| {
            let sum: f64 = samples.iter().map(|sample| sample.d_params[index].abs()).sum();
            sum / samples.len() as f64
        };
        let means: Vec<f64> = (0..samples[0].d_params.len()).map(mean).collect();
        Self {
            answer: largest(samples.iter().flat_map(|sample| &sample.answer)),
            loss: largest(samples.iter().map(|sample| &sample.loss)),
            d_x: largest(samples.iter().flat_map(|sample| &sample.d_x)),
            d_params: Self::of_layers(layers, &means),
        }
    }

    /// The largest number among the weights of each layer, and among its biases.
    pub(crate) fn of_layers(layers: &[LayerInfo], numbers: &[f64]) -> Vec<f64> {
        let mut rest = numbers;
        let part = |count: usize| {
            let (part, following) = rest.split_at(count);
            rest = following;
            largest(part)
        };
        layers
            .iter()
            .flat_map(|layer| [layer.inputs * layer.units, layer.params() - layer.inputs * layer.units])
            .map(part)
            .collect()
    }
}

fn largest<'a>(numbers: impl IntoIterator<Item = &'a f64>) -> f64 {
    numbers.into_iter().fold(0.0, |largest, x| x.abs().max(largest))
}
