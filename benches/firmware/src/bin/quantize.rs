//! Writes the network in integers, and its samples, for the programs of microcontrollers: on this machine.

use mlp::prelude::*;
use std::{env, fs};

include!(concat!(env!("FIRMWARE"), "/samples.rs"));
include!(concat!(env!("FIRMWARE"), "/network.rs"));

fn main() {
    let folder = env::var("INTEGERS").expect("the folder to write to");
    let samples = SAMPLES.map(|sample| sample.map(f32::from_bits));
    let quantized = Net::TRAINED.quantize(&samples).expect("a network that has integers");
    let integers = samples.map(|sample| quantized.input().quantize_all(&sample));
    let bytes: Vec<u8> = integers.as_flattened().iter().map(|integer| integer.cast_unsigned()).collect();
    fs::write(format!("{folder}/samples.bin"), bytes).expect("a folder");
    quantized.save(format!("{folder}/net.safetensors")).expect("a folder");
    // the outputs in floats, which the integers are compared with
    let outputs = samples.map(|sample| Net::TRAINED.forward(&sample).map(f64::from).to_vec());
    let (scale, zero_point) = (quantized.output().scale, quantized.output().zero_point);
    fs::write(format!("{folder}/outputs.json"), format!("[{scale:?}, {zero_point}, {outputs:?}]")).expect("a folder");
}
