//! Matrices of sixteen members, and tiles that cover them.

use crate::simd::lanes::LANES;

/// One value of each member of a block.
pub(crate) type Lane = [f32; LANES];

/// Returns a matrix as values of sixteen lanes.
pub(super) fn lanes(values: &[f32]) -> &[Lane] {
    let (lanes, rest) = values.as_chunks();
    assert!(rest.is_empty(), "a matrix of members has a multiple of {LANES} columns");
    lanes
}

/// Returns [`lanes`], to change them.
pub(super) fn lanes_mut(values: &mut [f32]) -> &mut [Lane] {
    let (lanes, rest) = values.as_chunks_mut();
    assert!(rest.is_empty(), "a matrix of members has a multiple of {LANES} columns");
    lanes
}

/// Calls `$work` for `$count` things, as many at once as `$sizes` says, the largest first.
macro_rules! cover {
    ($count:expr, [$($size:literal),+], |$AT_ONCE:ident, $at:ident| $work:expr) => {{
        let (count, mut $at) = ($count, 0);
        $({
            const $AT_ONCE: usize = $size;
            while $at + $AT_ONCE <= count {
                $work;
                $at += $AT_ONCE;
            }
        })+
        debug_assert!($at == count, "the smallest size is 1");
    }};
}
pub(super) use cover;
