//! Any bytes as a file of weights: no panic, no memory far beyond their size, and a network that stays as it was on an error.
//!
//! cargo +nightly fuzz run --fuzz-dir tests/fuzz read -- -rss_limit_mb=512 -malloc_limit_mb=1
#![no_main]

use libfuzzer_sys::fuzz_target;
use mlp::{Scaled, Weights};
use mlp::prelude::*;

mlp! {
    #[derive(PartialEq)]
    struct Small: 2 => 3 tanh => 2 softmax
}

fuzz_target!(|bytes: &[u8]| {
    let mut net = Small::seeded(1);
    match net.read_safetensors(bytes) {
        Ok(()) => {
            assert!(net.params().iter().all(|number| number.is_finite()));
            // what was read is written and read again, to the bit
            let again = Small::from_safetensors(&net.to_safetensors()).expect("our own file");
            assert_eq!(again.params().map(f32::to_bits), net.params().map(f32::to_bits));
        }
        Err(error) => {
            assert_eq!(net, Small::seeded(1));
            assert!(!error.to_string().is_empty());
        }
    }
    for names in [Weights::at("module"), Weights::layers(["0", "2"]), Weights::tensors(["a", "b", "c", "d"])] {
        let mut net = Small::seeded(1);
        match names.read(&mut net, bytes) {
            Ok(()) => assert!(net.params().iter().all(|number| number.is_finite())),
            Err(_) => assert_eq!(net, Small::seeded(1)),
        }
    }
    if let Ok(scaled) = Scaled::<Small>::from_safetensors(bytes) {
        assert!(scaled.inputs.scale.iter().chain(&scaled.outputs.scale).all(|scale| scale.is_finite() && *scale != 0.0));
        assert!(scaled.net.params().iter().all(|number| number.is_finite()));
    }
});
