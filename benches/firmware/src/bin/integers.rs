//! The network in integers as `mlp!` compiles it. A sample is as many words as its bytes fill.
#![cfg_attr(target_os = "none", no_std, no_main)]

use firmware::{report, start};
use mlp::prelude::*;

include!(concat!(env!("FIRMWARE"), "/samples.rs"));
include!(concat!(env!("FIRMWARE"), "/network.rs"));

#[unsafe(no_mangle)]
extern "C" fn answer(x: &[i8; Net::INPUTS], y: &mut [i8; Net::OUTPUTS]) {
    *y = Net::TRAINED.forward_i8(x);
}

fn run() {
    // SAFETY: a reference to an array is a pointer to its first value; words have room for the bytes
    unsafe {
        let answer: extern "C" fn(&'static [i8; Net::INPUTS], &'static mut [i8; Net::OUTPUTS]) = answer;
        report(SAMPLES.as_flattened(), INPUTS, OUTPUTS, core::mem::transmute::<_, firmware::Answer>(answer));
    }
}

start!(run);
