//! The samples of a batch, and the memory of a training step.

use super::erased::ErasedBatch;
use crate::loss::Loss;
use crate::model::{Model, Vector};
use crate::workspace::PassMemory;
#[cfg(feature = "alloc")]
use crate::workspace::Workspace;
use core::fmt::{self, Debug};

/// The samples of one training step: inputs and targets, and optionally weights and memory on the heap.
///
/// ```
/// use mlp::prelude::*;
/// use mlp::{Batch, Workspace};
///
/// mlp! { struct Net: 2 => 8 tanh => 1 }
///
/// let (mut net, optimizer) = (Net::seeded(1), Adam::new(0.01));
/// let (mut state, mut workspace) = (optimizer.init(), Workspace::new());
/// let (inputs, targets, weights) = ([[0.0, 1.0], [1.0, 0.0]], [[1.0], [0.5]], [1.0, 3.0]);
/// let batch = Batch::new(&inputs, &targets).weights(&weights).workspace(&mut workspace);
/// let loss = net.train(Mse, &optimizer, &mut state, batch);
/// assert!(loss.is_finite());
/// ```
pub struct Batch<'a, X, T> {
    inputs: &'a [X],
    targets: &'a [T],
    weights: Option<&'a [f32]>,
    memory: PassMemory<'a>,
}

impl<'a, X, T> Batch<'a, X, T> {
    /// Pairs inputs with their targets.
    ///
    /// # Panics
    ///
    /// If `inputs` and `targets` differ in length.
    #[inline]
    #[must_use]
    pub fn new(inputs: &'a [X], targets: &'a [T]) -> Self {
        assert_as_many(inputs.len(), targets.len());
        Self { inputs, targets, weights: None, memory: PassMemory::default() }
    }

    /// Sets a weight for each sample: the loss becomes `sum w_i l_i / sum w_i`, or 0 if all weights are 0.
    ///
    /// Weights are finite and not negative.
    ///
    /// # Panics
    ///
    /// If the number of weights differs from the number of samples. In builds with debug assertions also if a weight is
    /// negative, NaN or infinite.
    #[must_use]
    pub fn weights(self, weights: &'a [f32]) -> Self {
        assert_weights(self.inputs.len(), weights.len());
        debug_assert!(weights.iter().all(|w| w.is_finite() && *w >= 0.0), "weights must be finite and not negative");
        Self { weights: Some(weights), ..self }
    }

    /// Uses memory on the heap, which is faster for large networks and keeps the stack small.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn workspace(self, workspace: &'a mut Workspace) -> Self {
        Self { memory: PassMemory::lent(workspace), ..self }
    }

    /// Splits the batch into the samples and the memory.
    #[inline]
    pub(crate) fn into_parts<N: Model<Input = X>, L: Loss<N, Target = T>>(self) -> (Samples<'a, N, L>, PassMemory<'a>) {
        (Samples { inputs: self.inputs, targets: self.targets, weights: self.weights }, self.memory)
    }
}

impl<X: Debug, T: Debug> Debug for Batch<'_, X, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { inputs, targets, weights, .. } = self;
        let mut batch = formatter.debug_struct("Batch");
        batch.field("inputs", inputs).field("targets", targets).field("weights", weights).finish_non_exhaustive()
    }
}

/// The samples of a batch with a weight for each; without weights all are weighted equally.
pub(crate) struct Samples<'a, N: Model, L: Loss<N>> {
    pub(super) inputs: &'a [N::Input],
    pub(super) targets: &'a [L::Target],
    pub(super) weights: Option<&'a [f32]>,
}

impl<'a, N: Model, L: Loss<N>> Samples<'a, N, L> {
    /// # Panics
    ///
    /// If `inputs` and `targets` differ in length.
    #[inline]
    pub(crate) fn new(inputs: &'a [N::Input], targets: &'a [L::Target]) -> Self {
        assert_as_many(inputs.len(), targets.len());
        Self { inputs, targets, weights: None }
    }

    /// # Panics
    ///
    /// If `inputs`, `targets` and `weights` differ in length.
    pub(crate) fn weighted(inputs: &'a [N::Input], targets: &'a [L::Target], weights: &'a [f32]) -> Self {
        assert_weights(inputs.len(), weights.len());
        Self { weights: Some(weights), ..Self::new(inputs, targets) }
    }

    /// Returns shards of `length` samples, or `None` if the samples have weights.
    #[cfg(feature = "rayon")]
    pub(super) fn shards(&self, length: usize) -> Option<impl ExactSizeIterator<Item = Self> + Clone> {
        let shards = self.inputs.chunks(length).zip(self.targets.chunks(length));
        self.weights.is_none().then(|| shards.map(|(inputs, targets)| Self { inputs, targets, weights: None }))
    }

    pub(super) const fn len(&self) -> usize {
        self.inputs.len()
    }

    /// Returns the batch without the types of network and loss.
    pub(super) fn erase(&self) -> ErasedBatch<'a> {
        ErasedBatch {
            inputs: N::Input::flatten(self.inputs),
            count: self.inputs.len(),
            targets: L::targets(self.targets),
            weights: self.weights,
            terms: terms::<N, L>(),
        }
    }
}

/// Returns the number of values that the loss of one sample is the mean of.
pub(super) const fn terms<N: Model, L: Loss<N>>() -> usize {
    if L::MEAN_OVER_OUTPUTS { N::Output::LEN } else { 1 }
}

/// Checks that there are as many inputs as targets.
///
/// # Panics
///
/// If there are not.
#[inline]
fn assert_as_many(inputs: usize, targets: usize) {
    if inputs != targets {
        not_as_many(inputs, targets);
    }
}

/// Not generic, so that networks share the code.
#[cold]
fn not_as_many(inputs: usize, targets: usize) -> ! {
    panic!("{inputs} inputs, but {targets} targets");
}

fn assert_weights(inputs: usize, weights: usize) {
    assert!(inputs == weights, "{inputs} inputs, but {weights} weights");
}
