//! A network, its last activation and its loss without their types.
//!
//! What passes over matrices ask of them stands behind pointers, so that passes are compiled once and in this crate,
//! however many networks a program has and whatever its build: with types they were half of what rustc did for a network.

use crate::activation::LastActivation;
use crate::kernel::scratch_size;
use crate::loss::{LossFunction, MatrixTargets, Scale, Targets};
use crate::model::pass::{BackwardPass, ForwardPass, InputDerivatives};
use crate::model::{Model, Vector};
use crate::workspace;

/// What follows from the type of a network: its sizes, and its way back.
#[derive(Debug)]
pub(super) struct Sizes {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    pub(super) parameters: usize,
    tape: usize,
    widest: usize,
    /// [`Model::backward_matrix`]
    pub(super) backward: fn(&mut BackwardPass<'_>, &mut [f32], &mut [f32], &mut [f32], InputDerivatives),
}

impl Sizes {
    /// That of `N`.
    pub(super) const fn of<N: Model>() -> &'static Self {
        const {
            &Self {
                inputs: N::Input::LEN,
                outputs: N::Output::LEN,
                parameters: N::COUNT,
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

    /// How many numbers the tape of so many samples has.
    pub(super) const fn tape(&self, samples: usize) -> usize {
        self.tape * samples
    }

    /// How many numbers the way to the sums of the last layer takes.
    pub(super) const fn forward_floats(&self, samples: usize) -> usize {
        (self.inputs + self.tape + self.outputs) * samples
    }

    /// How many numbers the way there and back takes: those of [`Matrices`](super::Matrices) together.
    pub(super) const fn floats(&self, samples: usize) -> usize {
        // networks side by side have more outputs than any layer, and the scratch holds the targets, too
        let (scratch, targets) = (scratch_size(self.widest, samples), self.outputs * samples);
        let scratch = if scratch < targets { targets } else { scratch };
        (self.inputs + self.tape + 3 * self.outputs) * samples + scratch
    }

    /// Whether the matrices of a batch are cut at the same samples wherever their memory comes from, so that a gradient
    /// may depend on where.
    pub(super) fn dots(&self) -> bool {
        workspace::cuts_at_most(&|samples| self.floats(samples))
    }
}

/// [`Model::forward_matrix`]
pub(super) trait Forward {
    fn forward(&self, pass: &mut ForwardPass, x: &[f32], tape: &mut [f32], z: &mut [f32]);
}

impl<N: Model> Forward for N {
    fn forward(&self, pass: &mut ForwardPass, x: &[f32], tape: &mut [f32], z: &mut [f32]) {
        self.forward_matrix(pass, x, tape, z);
    }
}

/// [`LastActivation`], of matrices.
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

/// [`LossFunction::evaluate_matrix`]
pub(super) trait Evaluate {
    fn evaluate(
        &self,
        sum: f32,
        values: &mut [f32],
        samples: usize,
        targets: MatrixTargets<'_>,
        scale: Scale<'_>,
    ) -> f32;
}

impl<L: LossFunction> Evaluate for L {
    fn evaluate(
        &self,
        sum: f32,
        values: &mut [f32],
        samples: usize,
        targets: MatrixTargets<'_>,
        scale: Scale<'_>,
    ) -> f32 {
        self.evaluate_matrix(sum, values, samples, targets, scale)
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
}

/// The end of the way forward: the last activation, and the loss of the outputs or of the sums.
#[derive(Clone, Copy)]
pub(super) struct End<'a> {
    pub(super) last: &'a dyn Last,
    pub(super) loss: &'a dyn Evaluate,
    /// [`LossFunction::FROM_SUMS`]
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
    /// How many samples there are.
    pub(super) count: usize,
    pub(super) targets: Targets<'a>,
    /// What each sample counts: the same without weights.
    pub(super) weights: Option<&'a [f32]>,
    /// How many numbers the loss of a sample is the mean of.
    pub(super) terms: usize,
}

impl<'a> ErasedBatch<'a> {
    /// What makes the sum of the losses a mean.
    pub(super) fn scale(&self) -> Scale<'a> {
        match self.weights {
            None => Scale::mean(self.count * self.terms),
            Some(weights) => Scale::weighted(weights, self.terms),
        }
    }
}
