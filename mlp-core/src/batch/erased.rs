//! A network, its last activation and its loss without their types.
//!
//! The parts that passes over matrices use are behind pointers. Passes are therefore compiled once and in this crate,
//! however many networks a program has and however it is built. With types they were half of rustc's work for a
//! network.

use crate::activation::LastActivation;
use crate::kernel::scratch_size;
use crate::loss::{LossFunction, MatrixTargets, Scale, Targets, Total};
use crate::model::pass::{BackwardPass, ForwardPass, InputDerivatives};
use crate::model::{Model, Vector};
use crate::thresholds::FEW_SAMPLES;
use crate::workspace;

/// The sizes of a network and its backward pass, which follow from its type.
#[derive(Debug)]
pub(super) struct Sizes {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    pub(super) parameters: usize,
    /// The most samples of a pass over matrices `[sample][unit]`.
    pub(super) few_samples: usize,
    tape: usize,
    widest: usize,
    /// See [`Model::backward_matrix`].
    pub(super) backward: fn(&mut BackwardPass<'_>, &mut [f32], &mut [f32], &mut [f32], InputDerivatives),
}

impl Sizes {
    /// Returns the sizes of `N`.
    pub(super) const fn of<N: Model>() -> &'static Self {
        const {
            &Self {
                inputs: N::Input::LEN,
                outputs: N::Output::LEN,
                parameters: N::COUNT,
                few_samples: few_samples::<N>(),
                tape: N::TAPE,
                widest: N::WIDEST,
                backward: N::backward_matrix,
            }
        }
    }

    /// Returns the inputs of `count` samples from `first` on.
    pub(super) fn inputs_of<'a>(&self, inputs: &'a [f32], first: usize, count: usize) -> &'a [f32] {
        &inputs[first * self.inputs..][..count * self.inputs]
    }

    /// Returns the number of values on the tape of `samples` samples.
    pub(super) const fn tape(&self, samples: usize) -> usize {
        self.tape * samples
    }

    /// Returns the number of values that the forward pass needs up to the sums of the last layer.
    pub(super) const fn forward_floats(&self, samples: usize) -> usize {
        (self.inputs + self.tape + self.outputs) * samples
    }

    /// Returns the number of values that both passes need: the total of [`Matrices`](super::Matrices).
    pub(super) const fn floats(&self, samples: usize) -> usize {
        // networks side by side have more outputs than any layer has units, and the scratch memory also holds the
        // targets
        let (scratch, targets) = (scratch_size(self.widest, samples), self.outputs * samples);
        let scratch = if scratch < targets { targets } else { scratch };
        (self.inputs + self.tape + 3 * self.outputs) * samples + scratch
    }

    /// Returns the number of values that both passes of members of a population need.
    pub(super) const fn member_floats(&self, columns: usize) -> usize {
        // a layer's scratch memory holds the derivatives of its inputs, and that of a loss the targets
        let mut widest = if self.widest > self.inputs { self.widest } else { self.inputs };
        if self.outputs > widest {
            widest = self.outputs;
        }
        (self.inputs + self.tape + 3 * self.outputs + widest) * columns
    }

    /// Returns whether matrices are cut at the same samples wherever their memory comes from.
    ///
    /// Only then may a gradient depend on where they are cut.
    pub(super) fn allows_dots(&self) -> bool {
        workspace::cuts_at_most(&|samples| self.floats(samples))
    }
}

/// Returns the most samples of a pass over matrices `[sample][unit]`.
///
/// Dropout draws for one sample at a time.
pub(super) const fn few_samples<N: Model>() -> usize {
    if N::BY_SAMPLE && !N::DROPOUT { FEW_SAMPLES } else { 1 }
}

/// See [`Model::forward_matrix`].
pub(super) trait Forward {
    fn forward(&self, pass: &mut ForwardPass<'_>, x: &[f32], tape: &mut [f32], z: &mut [f32]);
}

impl<N: Model> Forward for N {
    fn forward(&self, pass: &mut ForwardPass<'_>, x: &[f32], tape: &mut [f32], z: &mut [f32]) {
        self.forward_matrix(pass, x, tape, z);
    }
}

/// See [`LastActivation`], for matrices.
pub(super) trait Last {
    fn activate(&self, samples: usize, z: &mut [f32]);
    fn backward(&self, samples: usize, z: &[f32], y: &[f32], d: &mut [f32]);
    fn tangents(&self, columns: usize, z: &mut [f32]);
}

impl<A: LastActivation> Last for A {
    fn activate(&self, samples: usize, z: &mut [f32]) {
        self.activate_matrix(samples, z);
    }
    fn backward(&self, samples: usize, z: &[f32], y: &[f32], d: &mut [f32]) {
        self.backward_matrix(samples, z, y, d);
    }
    fn tangents(&self, columns: usize, z: &mut [f32]) {
        self.tangents_matrix(columns, z);
    }
}

/// See [`LossFunction::evaluate_matrix`].
pub(super) trait Evaluate {
    fn evaluate(
        &self,
        total: Total,
        values: &mut [f32],
        samples: usize,
        targets: MatrixTargets<'_>,
        scale: Scale<'_>,
    ) -> Total;
}

impl<L: LossFunction> Evaluate for L {
    fn evaluate(
        &self,
        total: Total,
        values: &mut [f32],
        samples: usize,
        targets: MatrixTargets<'_>,
        scale: Scale<'_>,
    ) -> Total {
        self.evaluate_matrix(total, values, samples, targets, scale)
    }
}

/// A network without its type.
#[derive(Clone, Copy)]
pub(super) struct ErasedNetwork<'a> {
    pub(super) sizes: &'static Sizes,
    pub(super) passes: &'a dyn Forward,
    pub(super) parameters: &'a [f32],
}

impl<'a> ErasedNetwork<'a> {
    pub(super) fn new<N: Model>(net: &'a N) -> Self {
        Self { sizes: Sizes::of::<N>(), passes: net, parameters: net.params_slice() }
    }

    /// Returns the address of the network, from which those of its layers are counted.
    pub(super) fn address(&self) -> usize {
        self.parameters.as_ptr().addr()
    }
}

/// The end of the forward pass: the last activation, and the loss of the outputs or of the sums.
#[derive(Clone, Copy)]
pub(super) struct End<'a> {
    pub(super) last: &'a dyn Last,
    pub(super) loss: &'a dyn Evaluate,
    /// See [`LossFunction::FROM_SUMS`].
    pub(super) from_sums: bool,
}

impl<'a> End<'a> {
    pub(super) fn new<A: LastActivation, L: LossFunction>(last: &'a A, loss: &'a L) -> Self {
        Self { last, loss, from_sums: L::FROM_SUMS }
    }
}

/// A batch without the types of network and loss.
#[derive(Clone, Copy, Debug)]
pub(super) struct ErasedBatch<'a> {
    /// `inputs[sample][input]`
    pub(super) inputs: &'a [f32],
    /// The number of samples.
    pub(super) count: usize,
    pub(super) targets: Targets<'a>,
    /// The weight of each sample, or `None` for equal weights.
    pub(super) weights: Option<&'a [f32]>,
    /// The number of values that the loss of a sample is the mean of.
    pub(super) terms: usize,
}

impl<'a> ErasedBatch<'a> {
    /// Returns the factors that make the sum of the losses a mean.
    pub(super) fn scale(&self) -> Scale<'a> {
        match self.weights {
            None => Scale::mean(self.count * self.terms),
            Some(weights) => Scale::weighted(weights, self.terms),
        }
    }
}
