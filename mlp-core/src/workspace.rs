//! Memory for one pass, on the stack.

use crate::kernel::LANES;

/// Matrices of this size stay in the caches and fit a small thread's stack.
const COMFORTABLE: usize = 16 * 1024;
/// 256 KiB: half of the smallest stack we promise to run on.
const LARGEST: usize = 64 * 1024;
/// From here on a longer matrix gains nothing.
const MOST_SAMPLES: usize = 64;

/// How many columns the matrices of a pass have, given how many rows all of them have together.
pub(crate) fn samples_at_once(rows: usize, batch: usize) -> usize {
    let wanted = batch.next_multiple_of(LANES).min(MOST_SAMPLES);
    // narrow matrices slow large layers down, so those may take more of the stack
    let limit = if rows * 2 * LANES <= COMFORTABLE { COMFORTABLE } else { LARGEST };
    let fitting = limit / rows / LANES * LANES;
    wanted.min(fitting).max(LANES)
}

/// Calls `work` with `floats` zeros.
///
/// # Panics
///
/// Without a heap, if a network is too wide for the largest array on the stack (1 MiB).
pub(crate) fn with(floats: usize, work: &mut dyn FnMut(&mut [f32])) {
    match floats {
        0..=256 => on_stack::<256>(floats, work),
        257..=1024 => on_stack::<1024>(floats, work),
        1025..=4096 => on_stack::<4096>(floats, work),
        4097..=COMFORTABLE => on_stack::<COMFORTABLE>(floats, work),
        16_385..=32_768 => on_stack::<32_768>(floats, work),
        32_769..=LARGEST => on_stack::<LARGEST>(floats, work),
        _ => beyond(floats, work),
    }
}

/// Each size in its own function, so that a call takes no more stack than it needs.
#[inline(never)]
fn on_stack<const FLOATS: usize>(floats: usize, work: &mut dyn FnMut(&mut [f32])) {
    let mut workspace = [0.0; FLOATS];
    work(&mut workspace[..floats]);
}

#[cfg(feature = "alloc")]
fn beyond(floats: usize, work: &mut dyn FnMut(&mut [f32])) {
    work(&mut alloc::vec![0.0; floats]);
}

#[cfg(not(feature = "alloc"))]
fn beyond(floats: usize, work: &mut dyn FnMut(&mut [f32])) {
    assert!(floats <= 4 * LARGEST, "a network this wide needs the feature `alloc`");
    on_stack::<{ 4 * LARGEST }>(floats, work);
}
