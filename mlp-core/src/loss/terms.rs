//! Losses that are a sum of one term for each output.

use super::targets::TargetBlock;
use crate::simd::block::Block;
use crate::simd::lanes::Lanes;

/// Implements [`LossFunction::evaluate_units`] for a loss that is a sum of one term for each output, the same for all.
macro_rules! sum_of_terms {
    () => {
        #[inline(always)]
        fn evaluate_units<I: InstructionSet>(
            self,
            set: I,
            values: &mut [f32],
            targets: Targets<'_>,
            factors: (f32, f32),
        ) -> f32 {
            $crate::loss::units::elementwise(set, self, values, targets, factors)
        }
    };
}

pub(super) use sum_of_terms;

/// Sums `term`, which returns `(loss, derivative)` for an output and its target, over the outputs.
///
/// Each `term` is always inlined: a closure that is called in two places is compiled without its caller's instructions.
#[inline(always)]
pub(super) fn sum_over_outputs<V: Lanes, B: Block<V> + ?Sized>(
    values: &mut B,
    targets: &TargetBlock<'_, V>,
    term: impl Fn(V, V) -> (V, V),
) -> V {
    // what is added to -0 stays as it is
    let mut sum = values.get(0).constant(-0.0);
    for unit in 0..values.units() {
        let (loss, derivative) = term(values.get(unit), targets.unit(unit));
        values.set(unit, derivative);
        sum = sum + loss;
    }
    sum
}
