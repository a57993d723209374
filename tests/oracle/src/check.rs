//! Everything that a network computes, against its twin.

use crate::bound::Bound;
use crate::precision::wide;
use crate::truth::{Sample, Sizes};
use crate::twin::{AsReferenceLoss, AsReferenceTarget, layers, twin};
use mlp::{Loss, Mse, Network, Optimizer, Sgd, Vector};
use mlp_core::private::LayerInfo;
use mlp_fixtures::{at_every_level, random_network, uniform};
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
    /// The samples in `f64`.
    #[must_use]
    pub fn wide(&self) -> (Vec<Vec<f64>>, Vec<Target<f64>>) {
        let xs = self.inputs.iter().map(|x| wide(x.as_ref())).collect();
        (xs, self.targets.iter().map(AsReferenceTarget::as_reference).collect())
    }
}

/// The batch sizes that paths differ in: one by one, half of the lanes or a part of it (answers go one by one up to 4 or 6),
/// a part of them, all, all and a few one by one, all and half, all and a part, a whole chunk, more than a chunk.
const SIZES: [usize; 12] = [1, 2, 5, 7, 8, 12, 16, 18, 24, 29, 64, 100];
/// Of this batch the input gradients are looked at.
const FEW: usize = 7;
/// The size of a step: it moves parameters about as far as they are large.
const RATE: f32 = 0.5;

/// A loss, and numbers.
type Found = (f32, Vec<f32>);

/// The computations of a network, without its type, so that rustc compiles the comparisons once. Each function takes how many
/// samples, or which one.
struct Fast<'a> {
    name: String,
    layers: Vec<LayerInfo>,
    params: Vec<f64>,
    /// One after the other.
    answers: &'a dyn Fn(usize) -> Vec<f32>,
    answer: &'a dyn Fn(usize) -> Vec<f32>,
    loss: &'a dyn Fn(usize) -> f32,
    gradient: &'a dyn Fn(usize) -> Found,
    /// The parameters after a step.
    step: &'a dyn Fn(usize) -> Found,
    input_gradient: &'a dyn Fn(usize) -> Found,
}

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
    let first = |count: usize| (&batch.inputs[..count], &batch.targets[..count]);
    let fast = Fast {
        name: format!("{net:?}, {loss:?}"),
        layers: layers::<N>(),
        params: wide(net.params_slice()),
        answers: &|count| {
            let mut answers = vec![N::Output::ZERO; count];
            net.forward_batch(first(count).0, &mut answers);
            N::Output::flatten(&answers).to_vec()
        },
        answer: &|index| net.forward(&batch.inputs[index]).as_ref().to_vec(),
        loss: &|count| net.loss(loss, first(count).0, first(count).1),
        gradient: &|count| {
            // what an earlier gradient left must not shine through
            let mut gradient = net.clone();
            let value = net.gradient(loss, first(count).0, first(count).1, &mut gradient);
            (value, gradient.params_slice().to_vec())
        },
        step: &|count| {
            let (optimizer, mut net) = (Sgd::new(RATE), net.clone());
            let mut state = optimizer.init::<N>();
            let value = net.train_batch(loss, &optimizer, &mut state, first(count).0, first(count).1);
            (value, net.params_slice().to_vec())
        },
        input_gradient: &|index| {
            let (value, d_x) = net.input_gradient(loss, &batch.inputs[index], batch.targets[index]);
            (value, d_x.as_ref().to_vec())
        },
    };
    let (xs, ts) = batch.wide();
    fast.check(twin, loss.as_reference(), &xs, &ts);
}

/// [`check`] of a random network with the mean squared error, on 100 random samples: the seeds are `seed` and the two that
/// follow.
///
/// # Panics
///
/// As [`check`] does.
pub fn check_mse<N: Network>(seed: u64)
where
    N::Output: AsReferenceTarget,
{
    let net: N = random_network(seed);
    check(&net, &twin(&net), Mse, &Batch { inputs: uniform(100, seed + 1, 1.0), targets: uniform(100, seed + 2, 1.0) });
}

impl Fast<'_> {
    fn check(
        &self,
        twin: &mlp_reference::Network<f64>,
        loss: mlp_reference::Loss,
        xs: &[Vec<f64>],
        ts: &[Target<f64>],
    ) {
        let samples: Vec<Sample> = xs.iter().zip(ts).map(|(x, t)| Sample::new(twin, loss, x, t)).collect();
        let sizes = Sizes::of(&self.layers, &samples);
        for count in SIZES.into_iter().filter(|count| *count <= xs.len()) {
            let truth = twin.gradient(loss, &xs[..count], &ts[..count]);
            at_every_level(|level| {
                let name = format!("{}, {count} samples, {level}", self.name);
                let comparison = Comparison { fast: self, name, count, sizes: &sizes };
                comparison.answers(&samples[..count]);
                comparison.gradient(&truth);
                comparison.step(&truth);
                if count == FEW {
                    comparison.input_gradients(&samples[..count]);
                }
            });
        }
    }
}

/// One batch at one level.
struct Comparison<'a> {
    fast: &'a Fast<'a>,
    name: String,
    count: usize,
    sizes: &'a Sizes,
}

impl Comparison<'_> {
    fn bound(&self) -> Bound {
        Bound::of(&self.fast.layers, self.count)
    }

    fn assert_loss(&self, name: &str, bound: Bound, found: f32, expected: f64) {
        bound.assert_relative(&format!("{}: {name}", self.name), &[found], &[expected], self.sizes.loss);
    }

    fn answers(&self, samples: &[Sample]) {
        let (bound, size) = (Bound::of(&self.fast.layers, 1), self.sizes.answer);
        let together = (self.fast.answers)(self.count);
        let outputs = together.len() / self.count;
        for (index, Sample { answer, .. }) in samples.iter().enumerate() {
            let name = format!("{}: answer {index}", self.name);
            let of_batch = &together[index * outputs..(index + 1) * outputs];
            bound.assert_relative(&format!("{name} of the batch"), of_batch, answer, size);
            bound.assert_relative(&name, &(self.fast.answer)(index), answer, size);
        }
    }

    fn gradient(&self, truth: &Gradient<f64>) {
        let (value, gradient) = (self.fast.gradient)(self.count);
        self.assert_loss("loss beside the gradient", self.bound(), value, truth.loss);
        self.assert_loss("loss", self.bound(), (self.fast.loss)(self.count), truth.loss);
        self.assert_layers("gradient", &gradient, &truth.d_params, &self.sizes.d_params);
    }

    fn step(&self, truth: &Gradient<f64>) {
        let (value, params) = (self.fast.step)(self.count);
        self.assert_loss("loss before the step", self.bound(), value, truth.loss);
        let before = &self.fast.params;
        let after: Vec<f64> = before.iter().zip(&truth.d_params).map(|(w, g)| w - f64::from(RATE) * g).collect();
        // two roundings of the parameter beside the error of the gradient
        let own = Sizes::of_layers(&self.fast.layers, before);
        let sizes: Vec<f64> = self.sizes.d_params.iter().zip(own).map(|(g, w)| g * f64::from(RATE) + 0.1 * w).collect();
        self.assert_layers("step", &params, &after, &sizes);
    }

    fn input_gradients(&self, samples: &[Sample]) {
        let bound = Bound::of(&self.fast.layers, 1);
        for (index, sample) in samples.iter().enumerate() {
            let (value, d_x) = (self.fast.input_gradient)(index);
            self.assert_loss("loss beside the input gradient", bound, value, sample.loss);
            let name = format!("{}: input gradient {index}", self.name);
            bound.assert_relative(&name, &d_x, &sample.d_x, self.sizes.d_x);
        }
    }

    /// Compares the weights of each layer, and its biases, each with the size of their own terms.
    fn assert_layers(&self, what: &str, found: &[f32], expected: &[f64], sizes: &[f64]) {
        let (mut first, mut sizes) = (0, sizes.iter());
        for layer in &self.fast.layers {
            let weights = layer.inputs * layer.units;
            for (part, count) in [("weights", weights), ("biases", layer.params() - weights)] {
                let size = *sizes.next().expect("a size for each part of a layer");
                let name = format!("{}: {what}: {} {part}", self.name, layer.name);
                let all = first..first + count;
                self.bound().assert_relative(&name, &found[all.clone()], &expected[all], size);
                first += count;
            }
        }
        assert_eq!(first, found.len(), "{}: {what}: every parameter", self.name);
    }
}
