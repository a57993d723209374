//! Any bytes as a checkpoint: no panic, no memory far beyond their size, and a network that stays as it was on an error.
//!
//! Bytes that are a safetensors file get the right checksum, so that what lies behind it is reached too.
//!
//! cargo +nightly fuzz run --fuzz-dir tests/fuzz checkpoint -- -rss_limit_mb=512 -malloc_limit_mb=32
#![no_main]

use libfuzzer_sys::fuzz_target;
use mlp::Error;
use mlp::prelude::*;
use safetensors::SafeTensors;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

mlp! {
    #[derive(PartialEq)]
    struct Small: 2 => 3 tanh => 2
}

/// A file of this process, in memory where that is a folder.
static PATH: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let folder = if memory.is_dir() { memory } else { std::env::temp_dir() };
    folder.join(format!("mlp-fuzz-{}.checkpoint", std::process::id()))
});

struct Checksum(u64);

impl Checksum {
    fn number(&mut self, number: u64) {
        let mut z = self.0 ^ number;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        self.0 = (z ^ (z >> 31)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    }

    fn add(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        let (whole, rest) = bytes.as_chunks();
        whole.iter().for_each(|bytes| self.number(u64::from_le_bytes(*bytes)));
        rest.iter().for_each(|byte| self.number(u64::from(*byte)));
    }
}

/// The same file with the checksum that it should have.
fn with_checksum(bytes: &[u8]) -> Option<Vec<u8>> {
    let (file, (_, header)) = (SafeTensors::deserialize(bytes).ok()?, SafeTensors::read_metadata(bytes).ok()?);
    let mut words: BTreeMap<String, String> = header.metadata().clone()?.into_iter().collect();
    words.remove("checksum");
    let tensors: BTreeMap<String, _> = file.tensors().into_iter().collect();
    let mut sum = Checksum(0);
    for (name, word) in &words {
        sum.add(name.as_bytes());
        sum.add(word.as_bytes());
    }
    for (name, tensor) in &tensors {
        sum.add(name.as_bytes());
        sum.add(format!("{:?}{:?}", tensor.dtype(), tensor.shape()).as_bytes());
        sum.add(tensor.data());
    }
    words.insert("checksum".to_owned(), format!("{:016x}", sum.0));
    safetensors::serialize(tensors, Some(words.into_iter().collect())).ok()
}

fuzz_target!(|bytes: &[u8]| {
    let bytes = with_checksum(bytes).unwrap_or_else(|| bytes.to_vec());
    std::fs::write(&*PATH, &bytes).expect("a place for files");
    let trainer = Trainer::new(Mse, Adam::new(0.01)).epochs(2).batch_size(2).early_stopping(EarlyStopping::new(1));
    let trainer = trainer.checkpoint(&*PATH, 1);
    let mut net = Small::seeded(1);
    let (inputs, targets) = ([[0.0, 1.0], [1.0, 0.5], [0.5, 0.0]], [[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]]);
    match trainer.fit(&mut net, &inputs, &targets) {
        Ok(history) => assert!(history.epochs() <= 2),
        Err(error @ Error::Checkpoint { .. }) => {
            assert_eq!(net, Small::seeded(1));
            assert!(!error.to_string().is_empty());
        }
        Err(error) => assert!(matches!(error, Error::Diverged { .. } | Error::File { .. }), "{error}"),
    }
});
