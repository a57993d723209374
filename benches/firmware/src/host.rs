//! This machine, which knows what the bits of the answers are.

use crate::Answer;

pub(crate) fn write(text: &str) {
    print!("{text}");
}

/// Measures nothing: this machine has other instructions.
pub(crate) unsafe fn measure(_: Answer, _: *const f32, _: *mut f32) {}
