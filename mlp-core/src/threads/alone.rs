//! A thread that works on a part, which is not split further.

use crate::simd::lanes::LANES;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use std::thread_local;

thread_local! {
    /// Whether this thread works on a part.
    static ALONE: Cell<bool> = const { Cell::new(false) };
    /// Memory for a part, kept for the next part.
    static SCRATCH: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
}

/// Returns whether this thread works on a part, so that nothing is split further.
pub(crate) fn is_alone() -> bool {
    ALONE.get()
}

/// Runs the work of a part without splitting it.
pub(crate) fn alone<T>(work: impl FnOnce() -> T) -> T {
    /// Resets the flag even if the work panics, since the thread lives on.
    struct Outside(bool);
    impl Drop for Outside {
        fn drop(&mut self) {
            ALONE.set(self.0);
        }
    }
    let _outside = Outside(ALONE.replace(true));
    work()
}

/// Runs the work of a part with memory for `floats` values.
pub(crate) fn with_scratch(floats: usize, work: impl FnOnce(&mut [f32])) {
    // taken out, not borrowed: the work may wait for other threads and run their parts meanwhile
    let mut scratch = SCRATCH.take();
    if scratch.len() < floats + LANES {
        scratch.resize(floats + LANES, 0.0);
    }
    work(crate::workspace::aligned(&mut scratch, floats));
    SCRATCH.replace(scratch);
}
