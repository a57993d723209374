//! A network with its way forward and back, with bounds.

use super::activation;
use super::jacobian::{self, Jacobian};
use super::loss;
use super::near::Near;
use mlp_reference::{Activation, Loss, Network, Target};

/// A network of the reference, whose results have bounds.
#[derive(Clone, Debug)]
pub struct Bounded<'a> {
    pub(super) network: &'a Network<f64>,
}

/// The inputs and outputs of each layer.
pub(super) struct Trace {
    /// `inputs[layer][input]`
    pub(super) inputs: Vec<Vec<Near>>,
    /// `sums[layer][unit]`
    pub(super) sums: Vec<Vec<Near>>,
    /// `activated[layer][unit]`: before the inputs of a residual block are added.
    pub(super) activated: Vec<Vec<Near>>,
    pub(super) outputs: Vec<Near>,
}

/// The results of a batch.
#[derive(Clone, Debug)]
pub struct Truth {
    /// `outputs[sample][unit]`
    pub outputs: Vec<Vec<Near>>,
    /// The loss of each sample alone.
    pub losses: Vec<Near>,
    /// The mean loss.
    pub loss: Near,
    /// The derivatives of the mean loss with respect to the parameters.
    pub d_params: Vec<Near>,
    /// Those of each sample's own loss with respect to its inputs.
    pub d_inputs: Vec<Vec<Near>>,
}

/// Sums over the samples: values, errors and absolute values of each parameter's derivative.
struct Sums {
    value: Vec<f64>,
    error: Vec<f64>,
    size: Vec<f64>,
}

impl<'a> Bounded<'a> {
    /// The bounds of a network.
    #[must_use]
    pub fn new(network: &'a Network<f64>) -> Self {
        Self { network }
    }

    fn begins_of(&self, end: usize) -> impl Iterator<Item = usize> {
        self.network.residuals.iter().filter(move |(_, last)| *last == end).map(|(first, _)| *first)
    }

    pub(super) fn forward(&self, x: &[f64]) -> Trace {
        let mut trace = Trace { inputs: Vec::new(), sums: Vec::new(), activated: Vec::new(), outputs: Vec::new() };
        let mut given: Vec<Near> = x.iter().map(|x| Near::exact(*x)).collect();
        for (l, layer) in self.network.layers.iter().enumerate() {
            let z = dense(layer, &given);
            let mut y = match layer.activation {
                Activation::Softmax => activation::softmax(&z).1,
                other => z.iter().map(|z| activation::value(other, *z)).collect(),
            };
            trace.inputs.push(given);
            trace.activated.push(y.clone());
            for first in self.begins_of(l) {
                y.iter_mut().zip(&trace.inputs[first]).for_each(|(y, x)| *y = y.plus(*x));
            }
            trace.sums.push(z);
            given = y;
        }
        trace.outputs = given;
        trace
    }

    /// The outputs for one sample.
    #[must_use]
    pub fn outputs(&self, x: &[f64]) -> Vec<Near> {
        self.forward(x).outputs
    }

    /// The derivatives of the outputs with respect to the inputs, along `direction` too.
    #[must_use]
    pub fn jacobian(&self, x: &[f64], direction: &[f64]) -> Jacobian {
        jacobian::jacobian(self, &self.forward(x), direction)
    }

    /// Everything of a batch.
    #[must_use]
    pub fn batch(&self, loss: Loss, xs: &[Vec<f64>], ts: &[Target<f64>]) -> Truth {
        let params = self.network.params().len();
        let mut sums = Sums { value: vec![0.0; params], error: vec![0.0; params], size: vec![0.0; params] };
        let (mut outputs, mut losses, mut d_inputs) = (Vec::new(), Vec::new(), Vec::new());
        let last = self.network.last_activation();
        let ends_in_sum = self.begins_of(self.network.layers.len() - 1).next().is_some();
        for (x, t) in xs.iter().zip(ts) {
            let trace = self.forward(x);
            let z = if ends_in_sum { &trace.outputs } else { &trace.sums[trace.sums.len() - 1] };
            let (value, d_z) = loss::evaluate(loss, last, z, &trace.outputs, t);
            d_inputs.push(self.backward(&trace, &d_z, &mut sums));
            losses.push(value);
            outputs.push(trace.outputs);
        }
        let count = xs.len();
        // the scale of a mean, in each derivative from the last sums on
        let scale = Near::rounded(1.0 / count as f64, 2.0);
        let mean =
            |index: usize| Near::of_sum(sums.value[index], sums.error[index], sums.size[index], count).times(scale);
        let d_params = (0..params).map(mean).collect();
        let mut total = super::near::Sum::default();
        for loss in &losses {
            total.add(*loss, scale);
        }
        Truth { outputs, losses, loss: total.total(), d_params, d_inputs }
    }

    /// Adds the gradient of one sample, and returns the derivatives with respect to its inputs.
    fn backward(&self, trace: &Trace, d_z: &[Near], sums: &mut Sums) -> Vec<Near> {
        let layers = &self.network.layers;
        let last = layers.len() - 1;
        let mut d_y = vec![Vec::new(); layers.len()];
        let mut d_z = d_z.to_vec();
        if self.begins_of(last).next().is_some() {
            d_y[last].clone_from(&d_z);
            d_z = through(layers[last].activation, &trace.sums[last], &trace.activated[last], &d_z);
        }
        let mut end = sums.value.len();
        for l in (0..layers.len()).rev() {
            end -= layers[l].params().count();
            sums.add_layer(end, &trace.inputs[l], &d_z, layers[l].biases.is_some());
            let mut d_x = transposed(&layers[l], &d_z);
            for &(_, block_end) in self.network.residuals.iter().filter(|(first, _)| *first == l) {
                d_x.iter_mut().zip(&d_y[block_end]).for_each(|(d, more)| *d = d.plus(*more));
            }
            if l == 0 {
                return d_x;
            }
            d_z = through(layers[l - 1].activation, &trace.sums[l - 1], &trace.activated[l - 1], &d_x);
            d_y[l - 1] = d_x;
        }
        unreachable!("the first layer ends the loop")
    }
}

impl Sums {
    fn add_layer(&mut self, first: usize, x: &[Near], d_z: &[Near], biases: bool) {
        let mut at = first;
        for x in x {
            for d in d_z {
                self.value[at] += x.value * d.value;
                self.error[at] += x.value.abs() * d.error + d.size() * x.error;
                self.size[at] += x.size() * d.size();
                at += 1;
            }
        }
        for d in d_z.iter().filter(|_| biases) {
            self.value[at] += d.value;
            self.error[at] += d.error;
            self.size[at] += d.size();
            at += 1;
        }
    }
}

/// `d_z = d_y f'(z)`.
fn through(function: Activation, z: &[Near], y: &[Near], d_y: &[Near]) -> Vec<Near> {
    z.iter().zip(y).zip(d_y).map(|((z, y), d)| d.times(activation::slope(function, *z, *y))).collect()
}

/// `z[u] = biases[u] + sum_i x[i] weights[i][u]`
fn dense(layer: &mlp_reference::Dense<f64>, x: &[Near]) -> Vec<Near> {
    let units = layer.units();
    let mut value = layer.biases.clone().unwrap_or_else(|| vec![0.0; units]);
    let mut size: Vec<f64> = value.iter().map(|b| b.abs()).collect();
    let mut error = vec![0.0; units];
    for (x, row) in x.iter().zip(&layer.weights) {
        for (unit, w) in row.iter().enumerate() {
            value[unit] += x.value * w;
            size[unit] += x.size() * w.abs();
            error[unit] += x.error * w.abs();
        }
    }
    (0..units).map(|unit| Near::of_sum(value[unit], error[unit], size[unit], x.len() + 1)).collect()
}

/// `d_x[i] = sum_u weights[i][u] d_z[u]`
fn transposed(layer: &mlp_reference::Dense<f64>, d_z: &[Near]) -> Vec<Near> {
    let row = |row: &Vec<f64>| {
        let (mut value, mut error, mut size) = (0.0, 0.0, 0.0);
        for (w, d) in row.iter().zip(d_z) {
            value += w * d.value;
            error += w.abs() * d.error;
            size += w.abs() * d.size();
        }
        Near::of_sum(value, error, size, d_z.len())
    };
    layer.weights.iter().map(row).collect()
}
