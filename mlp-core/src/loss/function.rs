//! A loss as the kernels use it.

use super::members::MemberTargets;
use super::scale::Scale;
use super::targets::{MatrixTargets, TargetBlock, Targets};
use super::total::Total;
use crate::error::Error;
use crate::simd::InstructionSet;
use crate::simd::block::Block;
use crate::simd::lanes::Lanes;

/// A loss as the kernels use it: for a few samples at once.
pub trait LossFunction: Copy + core::fmt::Debug + Send + Sync + 'static {
    /// Whether the loss reads the last layer's sums `z` instead of its outputs: the stable, fused form.
    const FROM_SUMS: bool;
    /// Whether the mean is over the batch and the outputs. Otherwise it is over the batch.
    const MEAN_OVER_OUTPUTS: bool;
    /// Whether the targets are probabilities.
    const PROBABILITIES: bool = false;

    /// Checks that every setting of the loss is in its range.
    ///
    /// [`Trainer`](crate::Trainer) and [`Lbfgs`](crate::Lbfgs) call it before the first step.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidSetting`] for the first setting that is out of its range.
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Returns the factor of the losses that [`LossFunction::evaluate`] returns: a power of two, with which a sum over
    /// the outputs stays in the range of `f32` if the mean does.
    ///
    /// It changes no digit. 1 where there is one output, and where the mean is not over the outputs.
    #[inline(always)]
    #[must_use]
    fn share(outputs: usize) -> f32 {
        if Self::MEAN_OVER_OUTPUTS { 1.0 / outputs.next_power_of_two() as f32 } else { 1.0 }
    }

    /// Returns the loss of each sample, summed over the outputs, times `share` ([`LossFunction::share`]).
    ///
    /// `values` (outputs or weighted sums) are replaced by their derivatives.
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>, share: f32) -> V;

    /// Returns the loss of one sample, whose outputs are in the lanes, times `share`.
    ///
    /// `values` (outputs or weighted sums) are replaced by their derivatives, times `scale`. There are at least eight.
    fn evaluate_units<I: InstructionSet>(
        self,
        set: I,
        values: &mut [f32],
        targets: Targets<'_>,
        (share, scale): (f32, f32),
    ) -> f32 {
        let _ = set;
        let loss = self.evaluate::<f32, [f32]>(values, &targets.block(()), share);
        for value in values {
            *value *= scale;
        }
        loss
    }

    /// Returns `total` plus the scaled loss of a matrix `values[output][sample]`.
    ///
    /// `values` are replaced by their derivatives, which are 0 for samples without a target. Sixteen samples are added
    /// at a time, so that the result does not depend on how a batch is cut into matrices.
    fn evaluate_matrix(
        self,
        total: Total,
        values: &mut [f32],
        samples: usize,
        targets: MatrixTargets<'_>,
        scale: Scale<'_>,
    ) -> Total;

    /// Returns `total` plus the scaled losses of samples, whose outputs are `values[sample][output]`.
    ///
    /// `values` are replaced by their derivatives. Samples are added one by one.
    fn evaluate_samples(self, total: Total, values: &mut [&mut [f32]], targets: Targets<'_>, scale: Scale<'_>)
    -> Total;

    /// Adds the losses of sixteen members of a population, times `scale`, to `totals`.
    ///
    /// `values[output][sample][lane]` are replaced by their derivatives. `scratch` has room for one value of each output
    /// and lane.
    fn evaluate_members(
        self,
        totals: &mut [Total; 16],
        values: &mut [f32],
        targets: MemberTargets<'_>,
        scale: f32,
        scratch: &mut [f32],
    );
}
