//! A network whose weights the compiler reads: no file, no parser and no heap when the
//! program runs.
//!
//! Look for: `TRAINED` is a constant; after a change of the file, the next
//! build has the new weights; with `16` in place of `32`, the build fails at the layer
//! that differs. `tests/no_std` runs the same file without `std`. `save_weights` made
//! it.
//!
//! Data: E. Alpaydin & C. Kaynak, Optical Recognition of Handwritten Digits (1998), UCI
//! Machine Learning Repository, CC BY 4.0.

use mlp::prelude::*;
use support::table;

mlp! {
    /// Classifies a handwritten digit.
    struct Digits: 64 => 32 relu => 10 softmax,
        weights = "examples/data/digits.safetensors"
}

/// In read-only memory.
static DIGITS: &Digits = Digits::TRAINED;

fn main() {
    let (test, labels) = table::read::<64>("digits_test.csv.gz");
    let test: Vec<[f32; 64]> =
        test.into_iter().map(|image| image.map(|ink| ink / 16.0)).collect();
    let right = accuracy(DIGITS, &test, &labels);
    println!(
        "{DIGITS:?}, {} bytes: accuracy on unseen digits {:.2} %",
        size_of_val(DIGITS),
        100.0 * right
    );
    assert!(right >= 0.96);
}
