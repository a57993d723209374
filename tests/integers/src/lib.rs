//! Networks in floats, which the files in `networks` have in integers: `cargo run -p mlp-integers --bin quantize` writes
//! them anew.

use flate2::read::GzDecoder;
use mlp::prelude::*;
use std::fs::File;
use std::path::Path;

mlp! {
    /// Trained; its weights are in `examples/data`.
    pub struct Digits: 64 => 32 relu => 10 softmax;
    pub struct Curve: 1 => 16 relu => 16 relu => 1;
    pub struct Control: 6 => 16 relu => 16 relu => 5;
    pub struct Motion: 4 => 64 tanh => 64 tanh => 2;
    pub struct Hard: 5 => 16 hard_tanh => 12 hard_sigmoid => 3 sigmoid;
    pub struct Rectifiers: 7 => 12 leaky_relu(0.1) => 12 elu => 12 selu => 12 gelu => 4;
    pub struct Smooth: 7 => 12 silu => 12 softplus => 12 softsign => 12 mish => 4 tanh;
    pub struct Bare: 3 => 8 relu no_bias => 2 softmax
}

/// Calls a macro with each network: its name, the name of its file, and its numbers of inputs and outputs.
#[macro_export]
macro_rules! for_each_network {
    ($call:ident) => {
        $call!(Digits, "digits", 64, 10);
        $call!(Curve, "curve", 1, 1);
        $call!(Control, "control", 6, 5);
        $call!(Motion, "motion", 4, 2);
        $call!(Hard, "hard", 5, 3);
        $call!(Rectifiers, "rectifiers", 7, 4);
        $call!(Smooth, "smooth", 7, 4);
        $call!(Bare, "bare", 3, 2);
    };
}

/// The network of a file in `networks`, in floats.
///
/// # Panics
///
/// If the weights of the digits cannot be read.
#[must_use]
pub fn network<N: Network>(name: &str) -> N {
    if name == "digits" {
        return N::load(root().join("examples/data/digits.safetensors")).expect("trained weights");
    }
    let mut net = N::seeded(7);
    // biases are not zero, either
    let mut numbers = numbers(11);
    for parameter in net.params_slice_mut() {
        *parameter += 0.2 * numbers();
    }
    net
}

/// The samples that show the ranges of a network's values.
#[must_use]
pub fn samples<const INPUTS: usize>(name: &str) -> Vec<[f32; INPUTS]> {
    if name == "digits" {
        return digits("digits_train.csv.gz").0;
    }
    drawn(3, 500)
}

/// Other samples of the same kind.
#[must_use]
pub fn unseen<const INPUTS: usize>(name: &str) -> Vec<[f32; INPUTS]> {
    if name == "digits" {
        return digits("digits_test.csv.gz").0;
    }
    drawn(5, 500)
}

fn drawn<const INPUTS: usize>(seed: u64, count: usize) -> Vec<[f32; INPUTS]> {
    let mut numbers = numbers(seed);
    (0..count).map(|_| std::array::from_fn(|_| numbers())).collect()
}

/// Numbers from -1 to 1 (Knuth's linear congruences).
fn numbers(seed: u64) -> impl FnMut() -> f32 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
    }
}

/// Pixels from 0 to 1, and the digits that they show.
///
/// # Panics
///
/// If the file cannot be read.
#[must_use]
pub fn digits<const INPUTS: usize>(file: &str) -> (Vec<[f32; INPUTS]>, Vec<usize>) {
    let file = File::open(root().join("examples/data").join(file)).expect("a file of digits");
    let (mut images, mut labels) = (Vec::new(), Vec::new());
    for row in csv::Reader::from_reader(GzDecoder::new(file)).records() {
        let row = row.expect("a row");
        let number = |column: usize| row[column].parse::<f32>().expect("a number");
        images.push(std::array::from_fn(|column| number(column) / 16.0));
        labels.push(row[INPUTS].parse().expect("a digit"));
    }
    (images, labels)
}

/// The path of the file of a network in integers.
#[must_use]
pub fn file(name: &str) -> std::path::PathBuf {
    root().join(format!("tests/integers/networks/{name}.safetensors"))
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
