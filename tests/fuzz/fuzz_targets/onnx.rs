//! Any bytes as an ONNX model: no panic, no memory far beyond their size, and a network that stays as it was on an error.
//!
//! cargo +nightly fuzz run --fuzz-dir tests/fuzz onnx -- -rss_limit_mb=512 -malloc_limit_mb=1
#![no_main]

use libfuzzer_sys::fuzz_target;
use mlp::prelude::*;

mlp! {
    #[derive(PartialEq)]
    struct Small: 2 => 3 gelu => residual(2 tanh => 3) => 2 softmax
}

fuzz_target!(|bytes: &[u8]| {
    let mut net = Small::seeded(1);
    match net.read_onnx(bytes) {
        Ok(()) => {
            assert!(net.params().iter().all(|number| number.is_finite()));
            let again = Small::from_onnx(&net.to_onnx().expect("finite weights")).expect("our own model");
            assert_eq!(again.params().map(f32::to_bits), net.params().map(f32::to_bits));
        }
        Err(error) => {
            assert_eq!(net, Small::seeded(1));
            assert!(!error.to_string().is_empty());
        }
    }
});
