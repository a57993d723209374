//! The losses of matrices, of samples and of members of a population, by one loss function.

use super::function::LossFunction;
use super::members::MemberTargets;
use super::scale::{Scale, lane_scales, scale_lanes};
use super::targets::{MatrixTargets, TargetBlock, Targets};
use super::total::Total;
use crate::simd::block::Window;
use crate::simd::lanes::{LANES, Lanes};
use crate::simd::{InstructionSet, Vectorized, dispatch};
use crate::thresholds::OUTPUTS_IN_LANES;

/// Implements [`LossFunction::evaluate_matrix`] and its siblings for a loss, so that they are
/// compiled in this crate.
macro_rules! evaluate_matrix {
    () => {
        fn evaluate_matrix(
            self,
            total: Total,
            values: &mut [f32],
            samples: usize,
            targets: MatrixTargets<'_>,
            scale: Scale<'_>,
        ) -> Total {
            if samples == 1 {
                return self.evaluate_samples(total, &mut [values], targets.targets, scale);
            }
            crate::simd::dispatch(EvaluateMatrix { loss: self, total, values, samples, targets, scale })
        }

        fn evaluate_samples(
            self,
            total: Total,
            values: &mut [&mut [f32]],
            targets: Targets<'_>,
            scale: Scale<'_>,
        ) -> Total {
            EvaluateSamples { loss: self, total, values, targets, scale }.run()
        }

        fn evaluate_members(
            self,
            totals: &mut [Total; 16],
            values: &mut [f32],
            targets: $crate::loss::MemberTargets<'_>,
            scale: f32,
            scratch: &mut [f32],
        ) {
            $crate::simd::dispatch(EvaluateMembers { loss: self, totals, values, targets, scale, scratch });
        }
    };
}

pub(super) use evaluate_matrix;

/// The work of [`LossFunction::evaluate_matrix`].
pub(super) struct EvaluateMatrix<'a, L> {
    pub(super) loss: L,
    pub(super) total: Total,
    pub(super) values: &'a mut [f32],
    pub(super) samples: usize,
    pub(super) targets: MatrixTargets<'a>,
    pub(super) scale: Scale<'a>,
}

impl<L: LossFunction> Vectorized for EvaluateMatrix<'_, L> {
    type Output = Total;

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) -> Total {
        let (mut total, share) = (self.total, L::share(self.values.len() / self.samples));
        for first in (0..self.samples).step_by(16) {
            let MatrixTargets { targets, columns } = self.targets;
            let count = targets.len().saturating_sub(first).min(16);
            let mut window = Window::<I::Sixteen>::new(set, self.values, self.samples, first);
            let targets = if columns.is_empty() {
                targets.samples(first.min(targets.len()), count).block(set)
            } else {
                TargetBlock::Matrix { token: set, columns: &columns[first..], samples: self.samples }
            };
            let loss = self.loss.evaluate(&mut window, &targets, share);
            let shared = scale_lanes(&mut window, loss, self.scale.lanes(set, first, count)).sum();
            total.add(shared * (1.0 / share));
        }
        total
    }
}

/// The values of some samples, which are replaced by their scaled derivatives.
pub(super) struct EvaluateSamples<'a, 'v, L> {
    pub(super) loss: L,
    pub(super) total: Total,
    pub(super) values: &'a mut [&'v mut [f32]],
    pub(super) targets: Targets<'a>,
    pub(super) scale: Scale<'a>,
}

impl<L: LossFunction> EvaluateSamples<'_, '_, L> {
    pub(super) fn run(self) -> Total {
        if self.values.first().is_some_and(|values| values.len() >= OUTPUTS_IN_LANES) {
            return dispatch(self);
        }
        let Self { loss, mut total, values, targets, scale } = self;
        if let Targets::Values { values: targets, outputs } = targets {
            for (sample, (values, targets)) in values.iter_mut().zip(targets.chunks_exact(outputs)).enumerate() {
                total.add(evaluate_one(loss, values, &TargetBlock::Units(targets), scale.of(sample)));
            }
        } else {
            for (sample, values) in values.iter_mut().enumerate() {
                let class = targets.samples(sample, 1).block(());
                total.add(evaluate_one(loss, values, &class, scale.of(sample)));
            }
        }
        total
    }
}

impl<L: LossFunction> Vectorized for EvaluateSamples<'_, '_, L> {
    type Output = Total;

    /// With the scale 0 all becomes 0, even NaN.
    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) -> Total {
        let Self { loss, mut total, values, targets, scale } = self;
        for (sample, values) in values.iter_mut().enumerate() {
            let scale = scale.of(sample);
            if scale <= 0.0 {
                values.fill(0.0);
                total.add(0.0);
                continue;
            }
            let share = L::share(values.len());
            let loss = loss.evaluate_units(set, values, targets.samples(sample, 1), (share, scale));
            total.add(loss * scale * (1.0 / share));
        }
        total
    }
}

/// The work of [`LossFunction::evaluate_members`].
pub(super) struct EvaluateMembers<'a, L> {
    pub(super) loss: L,
    pub(super) totals: &'a mut [Total; LANES],
    pub(super) values: &'a mut [f32],
    pub(super) targets: MemberTargets<'a>,
    pub(super) scale: f32,
    pub(super) scratch: &'a mut [f32],
}

impl<L: LossFunction> Vectorized for EvaluateMembers<'_, L> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let Self { loss, totals, values, targets, scale, scratch } = self;
        let outputs = targets.outputs();
        let (columns, share) = (values.len() / outputs, L::share(outputs));
        let scales = lane_scales(set, targets.members, scale);
        for first in (0..columns).step_by(LANES) {
            let block = targets.block::<I::Sixteen>(set, first / LANES, scratch);
            let mut window = Window::<I::Sixteen>::new(set, values, columns, first);
            let sums = loss.evaluate(&mut window, &block, share);
            let mut lanes = [0.0; LANES];
            scale_lanes(&mut window, sums, scales).store(&mut lanes);
            for (total, loss) in totals.iter_mut().zip(lanes) {
                total.add(loss * (1.0 / share));
            }
        }
    }
}

/// Returns the scaled loss of one sample, and replaces its values by derivatives.
#[inline(always)]
fn evaluate_one<L: LossFunction>(loss: L, values: &mut [f32], targets: &TargetBlock<'_, f32>, scale: f32) -> f32 {
    let share = L::share(values.len());
    let loss = loss.evaluate(values, targets, share);
    scale_lanes(values, loss, scale) * (1.0 / share)
}
