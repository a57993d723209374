//! Numbers to compute with, the same in every run.

use mlp::random::SplitMix64;
use mlp::{Network, Vector};
use mlp_core::private::LayerPath;

/// A stream of numbers.
#[derive(Clone, Debug)]
pub struct Numbers(SplitMix64);

impl Numbers {
    /// Begins at `seed`.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(SplitMix64::new(seed))
    }

    /// A number between `-bound` and `bound`.
    pub fn within(&mut self, bound: f32) -> f32 {
        bound * (2.0 * self.0.unit() - 1.0)
    }
}

/// A network all of whose parameters are random, biases too, of a size that keeps sums near 1.
#[must_use]
pub fn filled<N: Network>(seed: u64) -> N {
    let mut net = N::ZERO;
    let mut random = Numbers::new(seed);
    let mut rest = net.params_slice_mut();
    N::visit_layers(&LayerPath::TOP, &mut |_, layer| {
        let (own, following) = core::mem::take(&mut rest).split_at_mut(layer.params());
        rest = following;
        let bound = 1.7 / (layer.inputs as f32).sqrt();
        own.fill_with(|| random.within(bound));
    });
    net
}

/// Samples between `-bound` and `bound`.
#[must_use]
pub fn numbers<X: Vector>(count: usize, seed: u64, bound: f32) -> Vec<X> {
    let mut random = Numbers::new(seed);
    let mut samples = vec![X::ZERO; count];
    X::flatten_mut(&mut samples).fill_with(|| random.within(bound));
    samples
}

/// Targets between 0 and 1; the first two are 0 and 1 themselves.
#[must_use]
pub fn probabilities<X: Vector>(count: usize, seed: u64) -> Vec<X> {
    let mut samples: Vec<X> = numbers(count, seed, 1.0);
    let flat = X::flatten_mut(&mut samples);
    for t in &mut *flat {
        *t = t.abs();
    }
    for (t, end) in flat.iter_mut().zip([0.0, 1.0]) {
        *t = end;
    }
    samples
}

/// Targets that sum to 1 in each sample.
#[must_use]
pub fn distributions<X: Vector>(count: usize, seed: u64) -> Vec<X> {
    let mut samples: Vec<X> = probabilities(count, seed);
    for sample in &mut samples {
        let sum: f32 = sample.as_ref().iter().sum();
        for t in sample.as_mut() {
            *t /= sum;
        }
    }
    samples
}

/// Labels below `outputs`.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of `outputs`")]
pub fn classes(count: usize, seed: u64, outputs: usize) -> Vec<usize> {
    let mut random = Numbers::new(seed);
    let class = || (random.within(1.0).abs() * outputs as f32) as usize;
    let mut labels = vec![0; count];
    labels.fill_with(class);
    labels
}
