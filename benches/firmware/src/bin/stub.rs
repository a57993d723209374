//! No network: what every other program has too.
#![cfg_attr(target_os = "none", no_std, no_main)]

use firmware::{report, start};

include!(concat!(env!("FIRMWARE"), "/samples.rs"));

#[unsafe(no_mangle)]
extern "C" fn answer(_: *const f32, _: *mut f32) {}

fn run() {
    // SAFETY: it reads and writes nothing
    unsafe { report(SAMPLES.as_flattened(), INPUTS, OUTPUTS, answer) };
}

start!(run);
