//! The exponential of 2 x 2 matrices, learned from 10,000 of them: the network and the
//! protocol with which `SimpleChains.jl` compared itself to `PyTorch`: full-batch Adam,
//! 10,000 epochs at a time, normal matrix entries.
//!
//! Look for: the time per epoch beside the published ones. Those are from other
//! machines with all of their cores; this program uses one core of yours. And the
//! error: it is still falling after 10,000 epochs, there and here. Argument: the number
//! of epochs (default 1,000; the published runs had 10,000, so the time for 10,000 is
//! extrapolated).
//!
//! Published: C. Elrod, N. Korsbo & C. Rackauckas, "Doing small network scientific
//! machine learning in Julia 5x faster than `PyTorch`" (2022),
//! <https://julialang.org/blog/2022/04/simple-chains/>.

use mlp::prelude::*;
use mlp::{Batch, Workspace, data};
use std::time::Instant;
use support::figure::{BLUE, Chart, RED, save};
use support::progress::Bar;

mlp! {
    struct Exponential: 4 => 32 tanh => 16 tanh => 4
}

const SAMPLES: usize = 10_000;

/// Seconds for 10,000 epochs once everything is compiled: the last of three runs each.
const PUBLISHED: [(&str, f64); 4] = [
    ("SimpleChains.jl, Intel i9-10980XE, 18 cores", 0.41),
    ("SimpleChains.jl, AMD EPYC 7513, 32 cores", 0.73),
    ("PyTorch, Intel i9-10980XE, 18 cores", 15.25),
    ("PyTorch, AMD EPYC 7513, 32 cores", 68.02),
];

fn main() {
    let argument = std::env::args().nth(1);
    let epochs: u32 =
        argument.map_or(1_000, |text| text.parse().expect("a number of epochs"));
    let (train, test) = (samples(1), samples(2));

    let mut net = Exponential::seeded(0);
    let optimizer = Adam::new(1e-3);
    let mut state = optimizer.init::<Exponential>();
    let mut workspace = Workspace::new();
    let mut curve = Vec::new();
    let bar = Bar::new(u64::from(epochs), "epochs");
    let start = Instant::now();
    for epoch in 0..epochs {
        let loss = net.train(
            Mse,
            &optimizer,
            &mut state,
            Batch::new(&train.0, &train.1).workspace(&mut workspace),
        );
        bar.advance(1);
        if epoch % 10 == 0 {
            curve.push([epoch as f32, loss]);
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    drop(bar);

    let (before, after) = (
        Exponential::seeded(0).loss(Mse, &test.0, &test.1),
        net.loss(Mse, &test.0, &test.1),
    );
    let (micros, ten_thousand) =
        (1e6 * seconds / f64::from(epochs), 1e4 * seconds / f64::from(epochs));
    println!("{epochs} epochs in {seconds:.2} s");
    if epochs != 10_000 {
        println!(
            "the time of this machine for 10,000 epochs is extrapolated from {epochs}"
        );
    }
    println!("{:>48}  {:>12}  {:>9}", "", "10,000 epochs", "one epoch");
    println!(
        "{:>48}  {ten_thousand:>10.2} s  {micros:>6.0} µs",
        "mlp, one core of this machine"
    );
    for (what, seconds) in PUBLISHED {
        println!("{what:>48}  {seconds:>10.2} s  {:>6.0} µs", 100.0 * seconds);
    }
    println!(
        "mean squared error on 10,000 unseen matrices: {before:.3} before training, \
         {after:.4} after"
    );
    let matrix = test.0[0];
    println!(
        "exp {matrix:.3?} = {:.3?}, the network outputs {:.3?}",
        test.1[0],
        net.forward(&matrix)
    );
    let wanted = if epochs < 10_000 { 0.2 } else { 0.02 };
    assert!(epochs < 1_000 || after < wanted * before, "{before} -> {after}");

    let last = [epochs as f32, after];
    let lowest = 10_f32.powf(after.log10().floor());
    let chart = Chart::new(
        "Mean squared error over the epochs",
        ["epoch", "mean squared error"],
        [0.0..epochs as f32, lowest..10.0],
    )
    .logarithmic_y()
    .line("of 10,000 training matrices", BLUE, 2, curve)
    .points("of 10,000 unseen matrices, at the end", RED, 5.0, [last]);
    save("matrix_exponential", "loss", [560, 380], 1, &[&chart]);
}

/// Matrices with standard normal entries, row by row, and their exponentials.
fn samples(seed: u64) -> (Vec<[f32; 4]>, Vec<[f32; 4]>) {
    let matrices = data::blobs(SAMPLES, &[[0.0; 4]], 1.0, seed).expect("one centre").0;
    let exponentials = matrices.iter().copied().map(exponential).collect();
    (matrices, exponentials)
}

/// `1 + A + A^2 / 2! + ...`, 60 terms: exact to the last digit of an `f32` for the
/// entries that occur.
#[expect(clippy::cast_possible_truncation, reason = "computed in f64, learned in f32")]
fn exponential(matrix: [f32; 4]) -> [f32; 4] {
    let a = matrix.map(f64::from);
    let (mut sum, mut term) = ([1.0, 0.0, 0.0, 1.0], [1.0, 0.0, 0.0, 1.0]);
    for n in 1..60 {
        let [p, q, r, s] = term;
        term = [
            p * a[0] + q * a[2],
            p * a[1] + q * a[3],
            r * a[0] + s * a[2],
            r * a[1] + s * a[3],
        ];
        term = term.map(|x| x / f64::from(n));
        for (sum, term) in sum.iter_mut().zip(term) {
            *sum += term;
        }
    }
    sum.map(|x| x as f32)
}
