//! The loss of one sample, with its outputs in the lanes.

use super::targets::{TargetBlock, Targets};
use crate::activation::{SoftmaxUnits, finite, half_below};
use crate::math;
use crate::simd::lanes::Lanes;
use crate::simd::tail::{first_lanes, load_part, store_part};
use crate::simd::{InstructionSet, Vectorized};

/// Returns a loss that is a sum of one term for each output, the same for all of them.
///
/// `evaluate` returns the losses of sixteen outputs, and replaces their values by derivatives.
#[inline(always)]
pub(super) fn elementwise<V: Lanes>(
    token: V::Token,
    values: &mut [f32],
    targets: Targets<'_>,
    evaluate: impl Fn(&mut [V], &TargetBlock<'_, V>) -> V,
) -> f32 {
    let Targets::Values { values: targets, .. } = targets else { unreachable!("the loss compares numbers") };
    let mut sum = V::splat(token, 0.0);
    let whole = values.len() / V::LANES * V::LANES;
    let (values, last_values) = values.split_at_mut(whole);
    let (targets, last_targets) = targets.split_at(whole);
    for (values, targets) in values.chunks_exact_mut(V::LANES).zip(targets.chunks_exact(V::LANES)) {
        let (losses, block) = block(V::load(token, values), V::load(token, targets), &evaluate);
        sum = sum + losses;
        block.store(values);
    }
    if !last_values.is_empty() {
        let (losses, block) = block(load_part(token, last_values), load_part(token, last_targets), &evaluate);
        sum = sum + first_lanes(token, last_values.len(), losses, V::splat(token, 0.0));
        store_part(block, last_values);
    }
    sum.sum()
}

/// Returns the losses and the derivatives of a vector of outputs.
#[inline(always)]
fn block<V: Lanes>(values: V, targets: V, evaluate: &impl Fn(&mut [V], &TargetBlock<'_, V>) -> V) -> (V, V) {
    let (mut block, target) = ([values], [targets]);
    let losses = evaluate(&mut block, &TargetBlock::Units(&target));
    (losses, block[0])
}

/// Returns the cross-entropy of a class label, and replaces the sums `z` by derivatives.
///
/// # Panics
///
/// If the class is not below the number of outputs.
#[inline(always)]
pub(super) fn cross_entropy<I: InstructionSet>(set: I, z: &mut [f32], targets: Targets<'_>) -> f32 {
    match targets {
        Targets::Classes { classes, outputs } => {
            let class = classes[0];
            assert!(class < outputs, "class {class} of a network with {outputs} outputs");
            let chosen = z[class];
            let (top, sum) = SoftmaxUnits { units: z.len(), z: &mut *z }.vectorized(set);
            z[class] -= 1.0;
            let chosen = if top.abs() < f32::MAX { chosen } else { finite(chosen) };
            math::ln(sum) - (chosen - top)
        }
        Targets::Values { values, .. } => soft_cross_entropy(set, z, values),
    }
}

/// Returns the cross-entropy of a distribution, and replaces the sums `z` by derivatives.
#[inline(always)]
fn soft_cross_entropy<I: InstructionSet>(set: I, z: &mut [f32], targets: &[f32]) -> f32 {
    let half_top = 0.5 * finite(z.iter().fold(f32::NEG_INFINITY, |top, z| top.larger(*z)));
    let zero = I::Sixteen::splat(set, 0.0);
    let (mut chosen, mut total) = (zero, zero);
    for (z, t) in z.chunks(16).zip(targets.chunks(16)) {
        let t: I::Sixteen = load_part(set, t);
        let below = half_below(load_part::<I::Sixteen>(set, z), zero.constant(half_top));
        chosen.add_product(t, below.at_most(zero));
        total = total + t;
    }
    let (chosen, total) = (2.0 * chosen.sum(), total.sum());
    let (_, sum) = SoftmaxUnits { units: z.len(), z: &mut *z }.vectorized(set);
    for (y, t) in z.iter_mut().zip(targets) {
        *y = *y * total - t;
    }
    math::ln(sum) * total - chosen
}
