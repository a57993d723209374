//! The gradients of the shards of one rank.

use crate::batch::{self, Samples, Wanted};
use crate::loss::Loss;
use crate::network::Network;
use crate::ranks::Sum;
#[cfg(feature = "rayon")]
use crate::threads::share;
use crate::workspace::{PassMemory, Workspace};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ops::Range;

/// The number of shards whose gradients are in memory at once, where there are threads for them.
const AT_ONCE: usize = if cfg!(feature = "rayon") { 16 } else { 1 };
/// The number of values of a leaf beside the gradient: the loss, the weight, and whether a rank has failed.
pub(super) const BESIDE: usize = 3;

/// The samples of this rank in a batch, shard after shard.
#[derive(Debug)]
pub(super) struct Gathered<X, T> {
    pub(super) inputs: Vec<X>,
    pub(super) targets: Vec<T>,
    /// Empty if all are equal.
    pub(super) weights: Vec<f32>,
    /// The samples of each shard.
    pub(super) shards: Vec<Range<usize>>,
}

/// The gradient of a shard, and the memory to compute it.
struct Leaf<N> {
    gradient: Box<N>,
    loss: f32,
    /// The sum of the samples' weights.
    weight: f32,
    workspace: Workspace,
}

impl<N: Network> Leaf<N> {
    fn new() -> Self {
        Self { gradient: N::zeroed_boxed(), loss: 0.0, weight: 0.0, workspace: Workspace::new() }
    }

    /// Writes the gradient times the weight, the loss times the weight, the weight, and whether this rank has failed.
    fn write(&self, failed: bool, numbers: &mut [f32]) {
        let (gradient, beside) = numbers.split_at_mut(N::COUNT);
        if self.weight > 0.0 {
            for (number, g) in gradient.iter_mut().zip(self.gradient.params_slice()) {
                *number = g * self.weight;
            }
        } else {
            gradient.fill(0.0);
        }
        let loss = if self.weight > 0.0 { self.loss * self.weight } else { 0.0 };
        beside.copy_from_slice(&[loss, self.weight, f32::from(failed)]);
    }
}

/// The gradients of the shards of one rank, some at once.
pub(super) struct Leaves<N>(Vec<Leaf<N>>);

impl<N: Network> Leaves<N> {
    /// Returns memory for the gradients of this many shards.
    pub(super) fn new(shards: usize) -> Self {
        let mut leaves = Vec::new();
        leaves.resize_with(shards.min(AT_ONCE), Leaf::new);
        Self(leaves)
    }

    /// Adds the leaves of a batch to a sum.
    ///
    /// `first` is the place in the batch of the first sample of this rank's shard with an index, for dropout.
    pub(super) fn add<L: Loss<N>>(
        &mut self,
        (net, loss): (&N, L),
        batch: &Gathered<N::Input, L::Target>,
        wanted: Wanted,
        first: impl Fn(usize) -> usize + Sync,
        sum: &mut Sum,
    ) {
        for (group, shards) in batch.shards.chunks(AT_ONCE).enumerate() {
            let compute = |(index, (leaf, samples)): (usize, (&mut Leaf<N>, &Range<usize>))| {
                let mask = wanted.mask.map(|mask| mask.beginning_at(first(group * AT_ONCE + index)));
                gradient_of(net, loss, batch, samples.clone(), Wanted { mask, ..wanted }, leaf);
            };
            let parts = self.0.iter_mut().zip(shards).enumerate();
            // also with one thread: a part is not split further, so that its bits are those of a build without threads
            #[cfg(feature = "rayon")]
            share(parts, compute);
            #[cfg(not(feature = "rayon"))]
            parts.for_each(compute);
            for leaf in &self.0[..shards.len()] {
                sum.push(|numbers| leaf.write(false, numbers));
            }
        }
    }
}

/// Computes the gradient of the mean loss over a shard's samples in a batch.
fn gradient_of<N: Network, L: Loss<N>>(
    net: &N,
    loss: L,
    batch: &Gathered<N::Input, L::Target>,
    range: Range<usize>,
    wanted: Wanted,
    leaf: &mut Leaf<N>,
) {
    let (inputs, targets) = (&batch.inputs[range.clone()], &batch.targets[range.clone()]);
    let samples = if batch.weights.is_empty() {
        leaf.weight = inputs.len() as f32;
        Samples::new(inputs, targets)
    } else {
        let weights = &batch.weights[range];
        leaf.weight = weights.iter().sum();
        Samples::weighted(inputs, targets, weights)
    };
    if leaf.weight > 0.0 {
        let memory = PassMemory::lent(&mut leaf.workspace);
        leaf.loss = batch::gradient(net, loss, &samples, &mut leaf.gradient, wanted, memory);
    }
}

/// Adds the leaves of a rank that has failed.
pub(super) fn add_failure(shards: usize, sum: &mut Sum) {
    for _ in 0..shards {
        sum.push(|numbers| {
            numbers.fill(0.0);
            numbers[numbers.len() - 1] = 1.0;
        });
    }
}
