//! The softmax of one sample.

use super::fold::{fold_lanes, longest};
use super::rolled::for_each;
use crate::activation::{LastActivation, Softmax};
use crate::math;
use crate::simd::InstructionSet;
use crate::simd::lanes::Lanes;
use crate::simd::tail::first_lanes;

/// Replaces the sums of a layer by their softmax.
#[inline(always)]
pub fn softmax<I: InstructionSet, const OUT: usize>(set: I, z: &mut [f32; OUT]) {
    if const { !I::VECTORS } {
        return scalars(z);
    }
    match const { longest(OUT) } {
        4 => vectors::<I::Four, OUT, 4>(set, z),
        8 => vectors::<I::Eight, OUT, 8>(set, z),
        16 => vectors::<I::Sixteen, OUT, 16>(set, z),
        _ => LastActivation::activate::<f32>(Softmax, z),
    }
}

/// Computes the softmax where there are no vectors.
///
/// The same as [`Softmax`] computes, to the bit.
#[inline(never)]
fn scalars(z: &mut [f32]) {
    let mut top = f32::NEG_INFINITY;
    for_each(z, |z| top = top.larger(*z));
    let mut sum = 0.0;
    for_each(z, |z| {
        *z = math::exp_of_negative(*z - top);
        sum += *z;
    });
    for_each(z, |z| {
        let share = *z / sum;
        *z = if share < f32::MIN_POSITIVE { 0.0 } else { share };
    });
}

/// Computes the softmax of at least as many units as a vector has lanes.
///
/// The last vector overlaps the one before, and its first lanes do not count again.
#[inline(always)]
fn vectors<V: Lanes, const OUT: usize, const LANES: usize>(token: V::Token, z: &mut [f32; OUT]) {
    // rustc computes the constants for layers too that never come here
    let (whole, rest, end) = const { (OUT / LANES, OUT % LANES, OUT.saturating_sub(LANES)) };
    let last = V::load(token, &z[end..]);
    let mut top = last;
    for n in 0..whole {
        top = top.larger(V::load(token, &z[n * LANES..]));
    }
    let top = fold_lanes::<V, LANES>(top, f32::max);
    if !top.is_finite() {
        // the rare way, which has an answer for infinite sums
        return LastActivation::activate::<f32>(Softmax, z);
    }
    let top = V::splat(token, top);
    let (zero, last) = (V::splat(token, 0.0), math::exp_of_negative(last - top));
    let mut sums = if rest > 0 { first_lanes(token, LANES - rest, zero, last) } else { zero };
    for n in 0..whole {
        let e = math::exp_of_negative(V::load(token, &z[n * LANES..]) - top);
        e.store(&mut z[n * LANES..]);
        sums = sums + e;
    }
    let factor = V::splat(token, 1.0 / fold_lanes::<V, LANES>(sums, |a, b| a + b));
    for n in 0..whole {
        share(V::load(token, &z[n * LANES..]), factor).store(&mut z[n * LANES..]);
    }
    if rest > 0 {
        share(last, factor).store(&mut z[end..]);
    }
}

/// Returns `e * factor`, or an exact zero where that would be denormal.
#[inline(always)]
fn share<V: Lanes>(e: V, factor: V) -> V {
    let share = e * factor;
    share.if_less(e.constant(f32::MIN_POSITIVE), e.constant(0.0), share)
}
