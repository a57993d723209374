//! The exponential of 2 x 2 matrices, learned from 10,000 of them: the network and the protocol with which
//! `SimpleChains.jl` compared itself to `JAX` and `PyTorch`: 10,000 epochs of full-batch Adam.
//!
//! Look for: the error falls by two orders of magnitude (four in 10,000 epochs), and the time for one epoch beside the
//! published ones. Those were measured elsewhere, on 18 cores; here it is one core of your machine. Argument: the number
//! of epochs (1,000 if there is none; the published runs had 10,000).

use mlp::Workspace;
use mlp::prelude::*;
use mlp::random::SplitMix64;
use std::time::Instant;
use support::figure::{BLUE, Chart, RED, save};
use support::progress;

mlp! {
    struct Exponential: 4 => 32 tanh => 16 tanh => 4
}

const SAMPLES: usize = 10_000;

fn main() {
    let argument = std::env::args().nth(1);
    let epochs: u32 = argument.map_or(1_000, |text| text.parse().expect("a number of epochs"));
    let (train, test) = (samples(1), samples(2));

    let mut net = Exponential::seeded(0);
    let optimizer = Adam::new(2e-3);
    let mut state = optimizer.init::<Exponential>();
    let mut workspace = Workspace::new();
    let mut curve = Vec::new();
    let bar = progress::bar(u64::from(epochs), "epochs");
    let start = Instant::now();
    for epoch in 0..epochs {
        let loss = net.train_batch_in(&mut workspace, Mse, &optimizer, &mut state, &train.0, &train.1);
        bar.inc(1);
        if epoch % 10 == 0 {
            curve.push([epoch as f32, loss.log10()]);
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    bar.finish_and_clear();

    let (before, after) = (Exponential::seeded(0).loss(Mse, &test.0, &test.1), net.loss(Mse, &test.0, &test.1));
    println!("{epochs} epochs in {seconds:.2} s: {:.0} us for one, on one core", 1e6 * seconds / f64::from(epochs));
    println!("published, on 18 cores: SimpleChains.jl 41 us, JAX 900 us, PyTorch 1,500 us");
    println!("mean squared error of 10,000 unseen matrices: {before:.3} -> {after:.2e}");
    let matrix = test.0[0];
    println!("exp {matrix:.3?} = {:.3?}, the network: {:.3?}", test.1[0], net.forward(&matrix));
    assert!(epochs < 500 || after < 1e-2 * before, "{before} -> {after}");

    let lowest = [epochs as f32, after.log10()];
    let chart = Chart::new(
        "Learning the matrix exponential",
        ["epoch", "log10 of the mean squared error"],
        [0.0..epochs as f32, -6.0..1.0],
    )
    .line("10,000 matrices, full batch", BLUE, 2, curve)
    .points("unseen matrices at the end", RED, 5.0, [[lowest[0] * 0.999, lowest[1]]]);
    save("matrix_exponential", "loss", [520, 380], 1, &[&chart]);
}

/// Matrices with entries between -1 and 1, row by row, and their exponentials.
fn samples(seed: u64) -> (Vec<[f32; 4]>, Vec<[f32; 4]>) {
    let mut numbers = SplitMix64::new(seed);
    let mut sample = |_| {
        let matrix: [f32; 4] = std::array::from_fn(|_| 2.0 * numbers.unit() - 1.0);
        (matrix, exponential(matrix))
    };
    (0..SAMPLES).map(&mut sample).unzip()
}

/// `1 + A + A^2 / 2! + ...`, 20 terms: exact for entries up to 1.
#[expect(clippy::cast_possible_truncation, reason = "computed in f64, learned in f32")]
fn exponential(matrix: [f32; 4]) -> [f32; 4] {
    let a = matrix.map(f64::from);
    let (mut sum, mut term) = ([1.0, 0.0, 0.0, 1.0], [1.0, 0.0, 0.0, 1.0]);
    for n in 1..20 {
        let [p, q, r, s] = term;
        term = [p * a[0] + q * a[2], p * a[1] + q * a[3], r * a[0] + s * a[2], r * a[1] + s * a[3]];
        term = term.map(|x| x / f64::from(n));
        for (sum, term) in sum.iter_mut().zip(term) {
            *sum += term;
        }
    }
    sum.map(|x| x as f32)
}
