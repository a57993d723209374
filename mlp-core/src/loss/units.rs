//! The loss of one sample, with its outputs in the lanes.

use super::function::LossFunction;
use super::targets::{TargetBlock, Targets};
use crate::activation::{SoftmaxUnits, finite, half_below};
use crate::math;
use crate::simd::lanes::{LANES, Lanes};
use crate::simd::tail::{first_lanes, load_part, store_part};
use crate::simd::{InstructionSet, Vectorized};
use crate::thresholds::OUTPUTS_IN_LANES;

/// The lanes of the vectors at the end of the outputs.
const EIGHT: usize = 8;

// the last vector of eight outputs may reach back, but not beyond the first output
const _: () = assert!(OUTPUTS_IN_LANES >= EIGHT);

/// Returns a loss that is a sum of one term for each output, times `share`.
///
/// The outputs are replaced by their derivatives, times `scale`. There are at least eight of them: what does not fill a
/// vector of sixteen is in vectors of eight, of which the last one ends with the outputs. It is read before the outputs
/// that it shares with the vector before are written, and these count once. It is not copied to the beginning of an
/// empty vector, since a processor waits for a load that spans several stores.
#[inline(always)]
pub(super) fn elementwise<I: InstructionSet, L: LossFunction>(
    set: I,
    loss: L,
    values: &mut [f32],
    targets: Targets<'_>,
    (share, scale): (f32, f32),
) -> f32 {
    let Targets::Values { values: targets, .. } = targets else { unreachable!("the loss compares numbers") };
    let (count, whole) = (values.len(), values.len() / LANES * LANES);
    if count == whole {
        return vectors::<I::Sixteen, L>(set, loss, values, targets, (share, scale)).sum();
    }
    if const { !I::VECTORS } {
        let sum = vectors::<I::Sixteen, L>(set, loss, &mut values[..whole], &targets[..whole], (share, scale));
        let (y, t) = (load_part(set, &values[whole..]), load_part(set, &targets[whole..]));
        let (losses, d) = block::<I::Sixteen, L>(loss, y, t, (share, scale));
        store_part(d, &mut values[whole..]);
        return (sum + first_lanes(set, count - whole, losses, sum.constant(0.0))).sum();
    }
    let end = count - EIGHT;
    let (y, t) = (I::Eight::load(set, &values[end..]), I::Eight::load(set, &targets[end..]));
    let (losses, last) = block::<I::Eight, L>(loss, y, t, (share, scale));
    // none or one vector of eight stands before it
    let eights = whole + (count - whole - 1) / EIGHT * EIGHT;
    let (of_eights, their_targets) = (&mut values[whole..eights], &targets[whole..eights]);
    let before = vectors::<I::Eight, L>(set, loss, of_eights, their_targets, (share, scale));
    let sum = vectors::<I::Sixteen, L>(set, loss, &mut values[..whole], &targets[..whole], (share, scale));
    last.store(&mut values[end..]);
    sum.sum() + (before + first_lanes(set, eights - end, losses.constant(0.0), losses)).sum()
}

/// Returns the losses of whole vectors of outputs, which are replaced by their derivatives.
#[inline(always)]
fn vectors<V: Lanes, L: LossFunction>(
    token: V::Token,
    loss: L,
    values: &mut [f32],
    targets: &[f32],
    factors: (f32, f32),
) -> V {
    let mut sum = V::splat(token, 0.0);
    for (values, targets) in values.chunks_exact_mut(V::LANES).zip(targets.chunks_exact(V::LANES)) {
        let (losses, d) = block(loss, V::load(token, values), V::load(token, targets), factors);
        sum = sum + losses;
        d.store(values);
    }
    sum
}

/// Returns the losses of a vector of outputs, times `share`, and the derivatives, times `scale`.
#[inline(always)]
fn block<V: Lanes, L: LossFunction>(loss: L, values: V, targets: V, (share, scale): (f32, f32)) -> (V, V) {
    let (mut block, target) = ([values], [targets]);
    let losses = loss.evaluate::<V, [V]>(&mut block, &TargetBlock::Units(&target), share);
    (losses, block[0].times(scale))
}

/// Returns the cross-entropy of a class label, and replaces the sums `z` by derivatives.
///
/// # Panics
///
/// If the class is not below the number of outputs.
#[inline(always)]
pub(super) fn cross_entropy<I: InstructionSet>(set: I, z: &mut [f32], targets: Targets<'_>, scale: f32) -> f32 {
    let loss = match targets {
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
    };
    for d in z {
        *d *= scale;
    }
    loss
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
