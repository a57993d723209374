//! The network as `mlp!` compiles it.
#![cfg_attr(target_os = "none", no_std, no_main)]

use firmware::{report, start};
use mlp::prelude::*;

include!(concat!(env!("FIRMWARE"), "/samples.rs"));
include!(concat!(env!("FIRMWARE"), "/network.rs"));

#[unsafe(no_mangle)]
extern "C" fn answer(x: &[f32; INPUTS], y: &mut [f32; OUTPUTS]) {
    *y = Net::TRAINED.forward(x);
}

fn run() {
    // SAFETY: a reference to an array is a pointer to its first value
    unsafe {
        let answer: extern "C" fn(&'static [f32; INPUTS], &'static mut [f32; OUTPUTS]) = answer;
        report(SAMPLES.as_flattened(), INPUTS, OUTPUTS, core::mem::transmute::<_, firmware::Answer>(answer));
    }
}

start!(run);
