//! Networks whose files the tests read, write and break.

use mlp::prelude::*;

mlp! {
    /// Small enough to break each of its bytes.
    #[derive(PartialEq)]
    pub struct Small: 2 => 3 tanh => 2 softmax;
    /// What PyTorch trained on handwritten digits.
    pub struct Digits: 64 => 32 relu => 10 softmax;
    /// Large enough to be killed in the middle of its file.
    #[derive(PartialEq)]
    pub struct Large: 784 => 256 relu => 10 softmax
}

/// The seeds of the two networks that `saver` writes in turns.
pub const SEEDS: [u64; 2] = [1, 2];

/// A file with this header.
#[must_use]
pub fn file(header: &str, data: &[u8]) -> Vec<u8> {
    [&(header.len() as u64).to_le_bytes(), header.as_bytes(), data].concat()
}
