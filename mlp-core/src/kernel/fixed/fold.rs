//! One value from the lanes of a vector.

use crate::simd::lanes::Lanes;

/// Returns the lanes of the longest vector that `values` values fill, of 4, 8 and 16; 1 if there is none.
pub(super) const fn longest(values: usize) -> usize {
    match values {
        0..4 => 1,
        4..8 => 4,
        8..16 => 8,
        _ => 16,
    }
}

/// Joins the lanes of a vector: halves first, until one lane is left.
#[inline(always)]
pub(super) fn fold_lanes<V: Lanes, const LANES: usize>(vector: V, join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut lanes = [0.0; 16];
    vector.store(&mut lanes);
    // one after the other: a loop over them stays a loop, with its values in memory
    fold::<LANES, 8>(&mut lanes, &join);
    fold::<LANES, 4>(&mut lanes, &join);
    fold::<LANES, 2>(&mut lanes, &join);
    fold::<LANES, 1>(&mut lanes, &join);
    lanes[0]
}

/// Joins the second `HALF` lanes with the first ones, if there are as many.
#[inline(always)]
fn fold<const LANES: usize, const HALF: usize>(lanes: &mut [f32; 16], join: &impl Fn(f32, f32) -> f32) {
    if LANES > HALF {
        for lane in 0..HALF {
            lanes[lane] = join(lanes[lane], lanes[lane + HALF]);
        }
    }
}
