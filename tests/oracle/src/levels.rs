//! The instruction sets of this machine, one after the other.

use mlp_core::simd::{self, Level};
use std::sync::{Mutex, PoisonError};

/// Which level runs is the process's, so tests that care take turns.
static TURN: Mutex<()> = Mutex::new(());

/// Ends the pin, also when a test panics.
struct Unpin;

impl Drop for Unpin {
    fn drop(&mut self) {
        simd::pin(None).expect("the best level is always there");
    }
}

/// Runs a test with each instruction set that the machine has.
///
/// # Panics
///
/// When the test does, or a level that is available cannot be pinned.
pub fn at_every_level(mut test: impl FnMut(Level)) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let _unpin = Unpin;
    for level in simd::available() {
        simd::pin(Some(level)).expect("an available level");
        assert_eq!(simd::active(), level);
        test(level);
    }
}

/// Runs a test while no other one changes the instruction set.
pub fn at_one_level(test: impl FnOnce()) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    test();
}
