//! The common part of the programs in `src/bin`: the start on a Cortex-M or on this machine, and the output there.
//!
//! A program has `extern "C" fn answer(x, y)`, and [`report`] asks it. On a microcontroller that prints what an answer
//! takes too; everything is printed by the emulator (semihosting). Nothing here can panic.
#![cfg_attr(target_os = "none", no_std)]

#[cfg(target_os = "none")]
#[path = "cortex_m.rs"]
mod machine;
#[cfg(not(target_os = "none"))]
#[path = "host.rs"]
mod machine;
mod print;

use core::hint::black_box;

#[cfg(target_os = "none")]
pub use machine::fail;

/// Computes outputs for one sample: reads inputs from `x`, and writes outputs to `y`.
pub type Answer = unsafe extern "C" fn(x: *const f32, y: *mut f32);

/// The most outputs of a network.
pub const MOST_OUTPUTS: usize = 64;

/// Prints the bits of the answers to all samples, and what the first answer takes.
///
/// Not inlined, and knows nothing of `answer`: so it is the same code in every program.
///
/// # Safety
///
/// `samples` are inputs of `answer`, `inputs` for each, and it writes `outputs` values.
#[inline(never)]
pub unsafe fn report(samples: &[u32], inputs: usize, outputs: usize, answer: Answer) {
    let (inputs, outputs, answer) = black_box((inputs, outputs, answer));
    let mut y = [0.0; MOST_OUTPUTS];
    for sample in samples.chunks(inputs.max(1)) {
        // SAFETY: `u32` and `f32` have the same size, and every bit pattern is an `f32`; the caller promises the rest
        unsafe { answer(sample.as_ptr().cast(), y.as_mut_ptr()) };
        print::bits("outputs", y.iter().take(outputs).map(|y| y.to_bits()));
    }
    // SAFETY: as above
    unsafe { machine::measure(answer, samples.as_ptr().cast(), y.as_mut_ptr()) };
}

/// Begins a program: `start!(main)` calls `main` on any machine.
#[macro_export]
macro_rules! start {
    ($main:path) => {
        #[cfg(target_os = "none")]
        #[unsafe(no_mangle)]
        extern "C" fn program() {
            $main();
        }
        #[cfg(not(target_os = "none"))]
        fn main() {
            $main();
        }
    };
}
