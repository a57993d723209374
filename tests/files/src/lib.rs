//! Networks whose files the tests read, write and break.

use mlp::prelude::*;
use mlp::{Scaled, Scaler};

mlp! {
    /// Small enough to break each of its bytes.
    #[derive(PartialEq)]
    pub struct Small: 2 => 3 tanh => 2 softmax;
    /// The network that PyTorch trained on handwritten digits.
    pub struct Digits: 64 => 32 relu => 10 softmax;
    /// Large enough to be killed in the middle of its file.
    #[derive(PartialEq)]
    pub struct Large: 784 => 256 relu => 10 softmax;
    /// Large enough for that, and small enough for the stack.
    #[derive(PartialEq)]
    pub struct Medium: 784 => 64 relu => 10 softmax
}

/// The network of this seed, with scalers that belong to it.
#[must_use]
pub fn scaled(seed: u64) -> Box<Scaled<Medium>> {
    let mut shift = [0.0; 784];
    shift.fill(seed as f32);
    let outputs = Scaler { shift: [seed as f32; 10], scale: [2.0; 10] };
    Box::new(Scaled::new(Medium::seeded(seed), Scaler { shift, scale: [1.0; 784] }).with_outputs(outputs))
}

/// The seeds of the two networks that `saver` writes in turns.
pub const SEEDS: [u64; 2] = [1, 2];

/// A file with these tensors, one after the other, each of a name, a shape and its bytes.
#[must_use]
pub fn tensors<N: AsRef<str>, S: AsRef<str>>(dtype: &str, tensors: &[(N, S, Vec<u8>)]) -> Vec<u8> {
    let (mut entries, mut data) = (Vec::new(), Vec::new());
    for (name, shape, bytes) in tensors {
        let (name, shape) = (name.as_ref(), shape.as_ref());
        let (start, end) = (data.len(), data.len() + bytes.len());
        entries.push(format!(r#""{name}":{{"dtype":"{dtype}","shape":{shape},"data_offsets":[{start},{end}]}}"#));
        data.extend(bytes);
    }
    file(&format!("{{{}}}", entries.join(",")), &data)
}

/// A file with this header.
#[must_use]
pub fn file(header: &str, data: &[u8]) -> Vec<u8> {
    [&(header.len() as u64).to_le_bytes(), header.as_bytes(), data].concat()
}
