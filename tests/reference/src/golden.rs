//! Results of `PyTorch`: the contents of `tests/goldens`, in this crate's order of parameters.
//!
//! `PyTorch` stores weights as `[unit][input]`; they are transposed here.

use crate::{Activation, Dense, Network, Scalar};
use serde_json::Value;
use std::collections::BTreeMap;

/// A `5 => 7 activation => 4 activation => 2` network, a batch of 6, and every loss and gradient of it.
#[derive(Clone, Debug)]
pub struct GoldenNet {
    /// Of both hidden layers.
    pub activation: Activation,
    /// In flat order.
    pub params: Vec<f64>,
    /// `[sample][input]`
    pub inputs: Vec<Vec<f64>>,
    /// `[sample][output]`, any real numbers.
    pub real_targets: Vec<Vec<f64>>,
    /// `[sample][output]`, 0 or 1.
    pub binary_targets: Vec<Vec<f64>>,
    /// `[sample][output]`, between 0 and 1.
    pub probability_targets: Vec<Vec<f64>>,
    /// `[sample][output]`, sums of 1.
    pub distribution_targets: Vec<Vec<f64>>,
    /// `[sample]`
    pub labels: Vec<usize>,
    /// `[sample][output]`: pre-activations of the last layer, computed in `f64`.
    pub outputs_f64: Vec<Vec<f64>>,
    /// The same, computed in `f32`.
    pub outputs_f32: Vec<Vec<f64>>,
    /// By `PyTorch`'s name and setting.
    pub losses: BTreeMap<String, GoldenLoss>,
}

/// One loss of a [`GoldenNet`], in `f64`.
#[derive(Clone, Debug)]
pub struct GoldenLoss {
    /// The loss of the batch.
    pub loss: f64,
    /// `[sample][output]`, by the last layer's pre-activations.
    pub d_z: Vec<Vec<f64>>,
    /// `[sample][input]`
    pub d_inputs: Vec<Vec<f64>>,
    /// In flat order.
    pub d_params: Vec<f64>,
}

/// An activation's values and derivatives, computed in both precisions; all `[point]`.
#[derive(Clone, Debug)]
pub struct GoldenActivation {
    /// Which.
    pub activation: Activation,
    /// The points.
    pub points: Vec<f64>,
    /// Values, computed in `f64`.
    pub values_f64: Vec<f64>,
    /// Derivatives, computed in `f64`.
    pub derivatives_f64: Vec<f64>,
    /// Values, computed in `f32`.
    pub values_f32: Vec<f64>,
    /// Derivatives, computed in `f32`.
    pub derivatives_f32: Vec<f64>,
}

/// A `3 => 4 tanh => 2` network trained for 10 steps with MSE on a full batch of 8, in `f64`.
#[derive(Clone, Debug)]
pub struct GoldenTraining {
    /// In flat order, before the first step.
    pub params: Vec<f64>,
    /// `[sample][input]`
    pub inputs: Vec<Vec<f64>>,
    /// `[sample][output]`
    pub targets: Vec<Vec<f64>>,
    /// By `PyTorch`'s name and settings.
    pub trajectories: BTreeMap<String, GoldenTrajectory>,
}

/// The steps of one optimizer in a [`GoldenTraining`].
#[derive(Clone, Debug)]
pub struct GoldenTrajectory {
    /// Before each step.
    pub losses: Vec<f64>,
    /// Parameters in flat order, by how many steps were done.
    pub params_after: BTreeMap<usize, Vec<f64>>,
}

/// The ratio of `PyTorch`'s derivative of an activation to ours: 1, but for `hard_sigmoid`, whose slope of 1/6 is
/// rounded to `f32` there even in `f64`.
#[must_use]
pub fn derivative_excess(activation: Activation) -> f64 {
    if activation == Activation::HardSigmoid { f64::from(1.0_f32 / 6.0) * 6.0 } else { 1.0 }
}

/// The widths of every [`GoldenNet`].
const NET: [usize; 4] = [5, 7, 4, 2];
/// The widths of [`GoldenTraining`].
const TRAINED: [usize; 3] = [3, 4, 2];

impl GoldenNet {
    /// The network, with a last activation that a loss fits.
    #[must_use]
    pub fn network<S: Scalar>(&self, last: Activation) -> Network<S> {
        network(&NET, self.activation, last, &self.params)
    }
}

impl GoldenTraining {
    /// The network before the first step.
    #[must_use]
    pub fn network<S: Scalar>(&self) -> Network<S> {
        network(&TRAINED, Activation::Tanh, Activation::Identity, &self.params)
    }
}

/// `tests/goldens/nets.json`: one network per activation.
///
/// ```
/// let nets = mlp_reference::golden::nets();
/// assert_eq!(nets[0].params.len(), 5 * 7 + 7 + 7 * 4 + 4 + 4 * 2 + 2);
/// ```
///
/// # Panics
/// When the file is not what it should be.
#[must_use]
pub fn nets() -> Vec<GoldenNet> {
    let file = parse(include_str!("../../goldens/nets.json"));
    entries(&file["nets"]).map(|(name, net)| golden_net(name, net)).collect()
}

/// `tests/goldens/activations.json`: the activations that `PyTorch` has goldens for.
///
/// # Panics
/// When the file is not what it should be.
#[must_use]
pub fn activations() -> Vec<GoldenActivation> {
    let file = parse(include_str!("../../goldens/activations.json"));
    let golden = |(name, entry): (&String, &Value)| GoldenActivation {
        activation: activation(name),
        points: numbers(&file["x"]),
        values_f64: numbers(&entry["y_f64"]),
        derivatives_f64: numbers(&entry["dy_f64"]),
        values_f32: numbers(&entry["y_f32"]),
        derivatives_f32: numbers(&entry["dy_f32"]),
    };
    entries(&file["acts"]).map(golden).collect()
}

/// `tests/goldens/optimizers.json`: one network, trained by several optimizers.
///
/// # Panics
/// When the file is not what it should be.
#[must_use]
pub fn training() -> GoldenTraining {
    let file = parse(include_str!("../../goldens/optimizers.json"));
    GoldenTraining {
        params: params(&TRAINED, &file["params"]),
        inputs: rows(&file["x"], TRAINED[0]),
        targets: rows(&file["t"], TRAINED[2]),
        trajectories: entries(&file["opts"]).map(|(name, entry)| (name.clone(), trajectory(entry))).collect(),
    }
}

/// `tests/goldens/training.json`: the rates of learning-rate schedules by name, and the losses that those which look at
/// them were shown.
///
/// # Panics
/// When the file is not what it should be.
#[must_use]
pub fn schedules() -> (BTreeMap<String, Vec<f64>>, Vec<f64>) {
    let file = parse(include_str!("../../goldens/training.json"));
    let rates = entries(&file["schedules"]).map(|(name, rates)| (name.clone(), numbers(rates))).collect();
    (rates, numbers(&file["plateau_losses"]))
}

/// `tests/goldens/training.json`: [`training`] with resilient propagation.
///
/// # Panics
/// When the file is not what it should be.
#[must_use]
pub fn resilient_training() -> GoldenTraining {
    let file = parse(include_str!("../../goldens/training.json"));
    let trajectories = entries(&file["opts"]).map(|(name, entry)| (name.clone(), trajectory(entry))).collect();
    GoldenTraining { trajectories, ..training() }
}

/// Weights of the classes and samples of a [`GoldenNet`], and loss and parameters' gradient with them.
#[derive(Clone, Debug)]
pub struct GoldenWeights {
    /// `[class]`
    pub class_weights: Vec<f64>,
    /// `[sample]`
    pub sample_weights: Vec<f64>,
    /// Loss and gradient in flat order, by `PyTorch`'s name of the loss and what is weighted.
    pub losses: BTreeMap<String, (f64, Vec<f64>)>,
}

/// `tests/goldens/training.json`: weighted losses of the `tanh` network of [`nets`].
///
/// # Panics
/// When the file is not what it should be.
#[must_use]
pub fn weights() -> GoldenWeights {
    let file = parse(include_str!("../../goldens/training.json"));
    let loss = |entry: &Value| (number(&entry["loss"]), params(&NET, &entry["grads"]));
    GoldenWeights {
        class_weights: numbers(&file["class_weights"]),
        sample_weights: numbers(&file["sample_weights"]),
        losses: entries(&file["weighted"]).map(|(name, entry)| (name.clone(), loss(entry))).collect(),
    }
}

fn golden_net(name: &str, net: &Value) -> GoldenNet {
    let outputs = |key| rows(&net[key], NET[3]);
    let loss = |entry: &Value| GoldenLoss {
        loss: number(&entry["loss"]),
        d_z: rows(&entry["dz"], NET[3]),
        d_inputs: rows(&entry["dx"], NET[0]),
        d_params: params(&NET, &entry["grads"]),
    };
    GoldenNet {
        activation: activation(name),
        params: params(&NET, &net["params"]),
        inputs: rows(&net["x"], NET[0]),
        real_targets: outputs("t_real"),
        binary_targets: outputs("t_bin"),
        probability_targets: outputs("t_prob"),
        distribution_targets: outputs("t_soft"),
        labels: array(&net["t_class"]).iter().map(count).collect(),
        outputs_f64: outputs("y_f64"),
        outputs_f32: outputs("y_f32"),
        losses: entries(&net["losses"]).map(|(name, entry)| (name.clone(), loss(entry))).collect(),
    }
}

fn trajectory(entry: &Value) -> GoldenTrajectory {
    let after =
        |(steps, entry): (&String, &Value)| (steps.parse().expect("a number of steps"), params(&TRAINED, entry));
    GoldenTrajectory { losses: numbers(&entry["loss"]), params_after: entries(&entry["after"]).map(after).collect() }
}

fn network<S: Scalar>(widths: &[usize], hidden: Activation, last: Activation, params: &[f64]) -> Network<S> {
    let mut layers: Vec<Dense<S>> = widths.windows(2).map(|pair| Dense::zeroed(pair[0], pair[1], hidden)).collect();
    layers[widths.len() - 2].activation = last;
    let mut network = Network::new(layers);
    network.set_params(&params.iter().map(|&param| S::from_f64(param)).collect::<Vec<S>>());
    network
}

/// `PyTorch`'s parameters of a `Sequential` (whose every second module is an activation), in flat order.
fn params(widths: &[usize], entry: &Value) -> Vec<f64> {
    let mut flat = Vec::new();
    for (layer, pair) in widths.windows(2).enumerate() {
        let weights = rows(&entry[format!("{}.weight", 2 * layer)], pair[0]);
        let biases = numbers(&entry[format!("{}.bias", 2 * layer)]);
        assert_eq!((weights.len(), biases.len()), (pair[1], pair[1]), "one row of weights and one bias per unit");
        flat.extend((0..pair[0]).flat_map(|input| weights.iter().map(move |row| row[input])));
        flat.extend(biases);
    }
    flat
}

fn activation(name: &str) -> Activation {
    match name {
        "identity" => Activation::Identity,
        "sigmoid" => Activation::Sigmoid,
        "tanh" => Activation::Tanh,
        "relu" => Activation::Relu,
        "leaky_relu" => Activation::LeakyRelu { slope: 0.01 },
        "gelu" => Activation::Gelu,
        "silu" => Activation::Silu,
        "softplus" => Activation::Softplus,
        "hardtanh" => Activation::HardTanh,
        "hardsigmoid" => Activation::HardSigmoid,
        _ => panic!("no activation is called `{name}`"),
    }
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).expect("the golden file is JSON")
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().expect("an object").iter()
}

fn array(value: &Value) -> &[Value] {
    value.as_array().expect("an array")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn count(value: &Value) -> usize {
    value.as_u64().and_then(|count| count.try_into().ok()).expect("a whole number")
}

fn numbers(value: &Value) -> Vec<f64> {
    array(value).iter().map(number).collect()
}

fn rows(value: &Value, width: usize) -> Vec<Vec<f64>> {
    let flat = numbers(value);
    assert_eq!(flat.len() % width, 0, "rows of {width}");
    flat.chunks(width).map(<[f64]>::to_vec).collect()
}
