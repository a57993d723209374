//! The network as C programmers write it: `benches/firmware/c`.
#![cfg_attr(target_os = "none", no_std, no_main)]

use firmware::{report, start};

include!(concat!(env!("FIRMWARE"), "/samples.rs"));

unsafe extern "C" {
    fn answer(x: *const f32, y: *mut f32);
}

fn run() {
    // SAFETY: the function was written for these sizes
    unsafe { report(SAMPLES.as_flattened(), INPUTS, OUTPUTS, answer) };
}

start!(run);
