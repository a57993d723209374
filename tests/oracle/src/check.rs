//! Everything that a network computes, against its twin.

use crate::bound::Bound;
use crate::levels::at_every_level;
use crate::twin::{AsReferenceLoss, AsReferenceTarget, wide};
use mlp::{Loss, Network, Optimizer, Sgd, Vector};
use mlp_core::{Layer, Place};
use mlp_reference::{Gradient, Target};

/// A batch of samples, as the fast path and as the reference have them.
#[derive(Clone, Debug)]
pub struct Batch<X, T> {
    /// Inputs.
    pub inputs: Vec<X>,
    /// Targets.
    pub targets: Vec<T>,
}

impl<X: Vector, T: AsReferenceTarget> Batch<X, T> {
    /// The first samples, in `f64`.
    #[must_use]
    pub fn wide(&self, count: usize) -> (Vec<Vec<f64>>, Vec<Target<f64>>) {
        let xs = self.inputs[..count].iter().map(|x| wide(x.as_ref())).collect();
        (xs, self.targets[..count].iter().map(AsReferenceTarget::as_reference).collect())
    }
}

/// The batch sizes that paths differ in: one by one, too few for lanes, a part of the lanes, all of them, all and a few
/// one by one, a whole chunk, more than a chunk.
const SIZES: [usize; 7] = [1, 2, 7, 16, 18, 64, 100];

/// The size of a step that moves parameters as far as their gradient is long.
const RATE: f32 = 0.5;

/// Holds answers, losses, gradients, input gradients and a training step against the reference, for batches of every
/// kind of size and at every level.
///
/// # Panics
///
/// When something is off by more than rounding.
pub fn check<N, L, T>(net: &N, twin: &mlp_reference::Network<f64>, loss: L, batch: &Batch<N::Input, T>)
where
    N: Network,
    L: Loss<N, Target = T> + AsReferenceLoss,
    T: AsReferenceTarget,
{
    let (all_xs, all_ts) = batch.wide(batch.inputs.len());
    let samples: Vec<Sample> = all_xs.iter().zip(&all_ts).map(|(x, t)| Sample::new(twin, &loss, x, t)).collect();
    let sizes = &Sizes::of::<N>(&samples);
    for size in SIZES.into_iter().filter(|size| *size <= batch.inputs.len()) {
        let truth = twin.gradient(loss.as_reference(), &all_xs[..size], &all_ts[..size]);
        let (inputs, targets) = (&batch.inputs[..size], &batch.targets[..size]);
        at_every_level(|level| {
            let name = format!("{net:?}, {loss:?}, {size} samples, {level}");
            let subject = Subject { name, net, inputs, targets, sizes };
            subject.answers(&samples);
            subject.gradient(loss, &truth);
            subject.step(loss, &truth);
            if size == SIZES[2] {
                subject.input_gradients(loss, &samples);
            }
        });
    }
}

/// The truth about one sample alone.
struct Sample {
    answer: Vec<f64>,
    loss: f64,
    d_x: Vec<f64>,
    d_params: Vec<f64>,
}

impl Sample {
    fn new(twin: &mlp_reference::Network<f64>, loss: &impl AsReferenceLoss, x: &[f64], t: &Target<f64>) -> Self {
        let truth = twin.gradient(loss.as_reference(), &[x.to_vec()], &[t.clone()]);
        Self { answer: twin.outputs(x), loss: truth.loss, d_x: truth.d_inputs.concat(), d_params: truth.d_params }
    }
}

/// How large the terms are that results are sums of. One sample's may cancel, so all samples are asked.
struct Sizes {
    answer: f64,
    loss: f64,
    d_x: f64,
    /// For each layer of its weights and of its biases: the mean of what the samples contribute to a derivative.
    d_params: Vec<f64>,
}

impl Sizes {
    fn of<N: Network>(samples: &[Sample]) -> Self {
        let mean = |index: usize| {
            let sum: f64 = samples.iter().map(|sample| sample.d_params[index].abs()).sum();
            sum / samples.len() as f64
        };
        Self {
            answer: largest(samples.iter().flat_map(|sample| &sample.answer)),
            loss: largest(samples.iter().map(|sample| &sample.loss)),
            d_x: largest(samples.iter().flat_map(|sample| &sample.d_x)),
            d_params: layer_sizes::<N>(&(0..N::PARAMS).map(mean).collect::<Vec<f64>>()),
        }
    }
}

fn largest<'a>(numbers: impl IntoIterator<Item = &'a f64>) -> f64 {
    numbers.into_iter().fold(0.0, |largest, x| x.abs().max(largest))
}

/// What is compared, and its name in messages.
struct Subject<'a, N: Network, T> {
    name: String,
    net: &'a N,
    inputs: &'a [N::Input],
    targets: &'a [T],
    sizes: &'a Sizes,
}

/// Compares the parameters of each layer, weights and biases apart, with those of the same layer.
fn assert_layers<N: Network>(name: &str, bound: Bound, found: &[f32], expected: &[f64], sizes: &[f64]) {
    let (mut first, mut sizes) = (0, sizes.iter());
    N::visit_layers(&Place::TOP, &mut |_, layer: &Layer| {
        let weights = layer.inputs * layer.units;
        for (part, count) in [("weights", weights), ("biases", layer.params() - weights)] {
            let size = sizes.next().expect("a size for each part of a layer");
            let name = format!("{name}: {} {part}", layer.name);
            bound.assert_relative(&name, &found[first..first + count], &expected[first..first + count], *size);
            first += count;
        }
    });
}

/// The largest absolute value among the weights of each layer, and among its biases.
fn layer_sizes<N: Network>(numbers: &[f64]) -> Vec<f64> {
    let (mut first, mut sizes) = (0, Vec::new());
    N::visit_layers(&Place::TOP, &mut |_, layer: &Layer| {
        let weights = layer.inputs * layer.units;
        for count in [weights, layer.params() - weights] {
            sizes.push(largest(&numbers[first..first + count]));
            first += count;
        }
    });
    sizes
}

impl<N: Network, T: AsReferenceTarget> Subject<'_, N, T> {
    fn bound(&self) -> Bound {
        Bound::of::<N>(self.inputs.len())
    }

    fn assert_loss(&self, name: &str, bound: Bound, found: f32, expected: f64) {
        bound.assert_relative(&format!("{}: {name}", self.name), &[found], &[expected], self.sizes.loss);
    }

    fn answers(&self, samples: &[Sample]) {
        let mut together = vec![N::Output::ZERO; self.inputs.len()];
        self.net.forward_batch(self.inputs, &mut together);
        let (bound, size) = (Bound::of::<N>(1), self.sizes.answer);
        for (index, (x, Sample { answer, .. })) in self.inputs.iter().zip(samples).enumerate() {
            let name = format!("{}: answer {index}", self.name);
            bound.assert_relative(&format!("{name} of the batch"), together[index].as_ref(), answer, size);
            bound.assert_relative(&name, self.net.forward(x).as_ref(), answer, size);
        }
    }

    fn gradient<L: Loss<N, Target = T>>(&self, loss: L, truth: &Gradient<f64>) {
        // what an earlier gradient left must not shine through
        let mut gradient = self.net.clone();
        let value = self.net.gradient(loss, self.inputs, self.targets, &mut gradient);
        let alone = self.net.loss(loss, self.inputs, self.targets);
        self.assert_loss("loss beside the gradient", self.bound(), value, truth.loss);
        self.assert_loss("loss", self.bound(), alone, truth.loss);
        let (name, sizes) = (format!("{}: gradient", self.name), &self.sizes.d_params);
        assert_layers::<N>(&name, self.bound(), gradient.params_slice(), &truth.d_params, sizes);
    }

    fn step<L: Loss<N, Target = T>>(&self, loss: L, truth: &Gradient<f64>) {
        let optimizer = Sgd::new(RATE);
        let (mut net, mut state) = (self.net.clone(), optimizer.init::<N>());
        let value = net.train_batch(loss, &optimizer, &mut state, self.inputs, self.targets);
        self.assert_loss("loss before the step", self.bound(), value, truth.loss);
        let before = wide(self.net.params_slice());
        let after: Vec<f64> = before.iter().zip(&truth.d_params).map(|(w, g)| w - f64::from(RATE) * g).collect();
        // two roundings of the parameter beside the error of the gradient
        let gradients = self.sizes.d_params.iter().zip(layer_sizes::<N>(&before));
        let sizes: Vec<f64> = gradients.map(|(g, w)| g * f64::from(RATE) + 0.1 * w).collect();
        assert_layers::<N>(&format!("{}: step", self.name), self.bound(), net.params_slice(), &after, &sizes);
    }

    fn input_gradients<L: Loss<N, Target = T>>(&self, loss: L, samples: &[Sample]) {
        let bound = Bound::of::<N>(1);
        for (index, (x, t)) in self.inputs.iter().zip(self.targets).enumerate() {
            let (value, d_x) = self.net.input_gradient(loss, x, *t);
            self.assert_loss("loss beside the input gradient", bound, value, samples[index].loss);
            let name = format!("{}: input gradient {index}", self.name);
            bound.assert_relative(&name, d_x.as_ref(), &samples[index].d_x, self.sizes.d_x);
        }
    }
}
