//! Sums in several parts, so that no term waits for the one before.

use crate::simd::lanes::Lanes;

/// Adds one, two or four parts of a sum, as a balanced tree.
#[inline(always)]
pub(super) fn sum_chains<V: Lanes, const CHAINS: usize>(parts: [V; CHAINS]) -> V {
    match CHAINS {
        1 => parts[0],
        2 => parts[0] + parts[1],
        _ => (parts[0] + parts[1]) + (parts[2] + parts[3]),
    }
}
