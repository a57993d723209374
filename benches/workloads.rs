//! The speed of the workloads W1 to W7, beside the machine's own peak in the same run.
//!
//! `cargo bench --bench workloads [-- FILTER]`. Every figure is the median of interleaved repeats, in nanoseconds per
//! sample, with the fastest repeat beside it; the peak is a loop of fused multiply-adds on registers alone, measured
//! before each repeat, so that a machine that slows down in between is seen.

use mlp::prelude::*;
use mlp::random::SplitMix64;
use std::hint::black_box;
use std::time::Instant;

mlp! {
    struct W1: 2 => 3 sigmoid => 1 sigmoid;
    struct W2: 4 => 64 tanh => 64 tanh => 2;
    struct W3: 64 => 32 relu => 10 softmax;
    struct W4: 784 => 128 relu => 10 softmax;
    struct W5: 32 => 64 relu => 64 relu => 64 relu => 64 relu => 3;
    struct W6: 784 => 512 relu => 512 relu => 10 softmax;
    struct W7: 4 => 32 tanh => 16 tanh => 4
}

/// One thing to time: how many samples and floating-point operations a call stands for, and the call.
struct Case {
    name: &'static str,
    samples: usize,
    operations: f64,
    run: Box<dyn FnMut()>,
}

fn numbers<X: mlp::Vector>(count: usize, seed: u64) -> Vec<X> {
    let mut random = SplitMix64::new(seed);
    let mut samples = vec![X::ZERO; count];
    for x in X::flatten_mut(&mut samples) {
        *x = 2.0 * random.unit() - 1.0;
    }
    samples
}

/// Forward of one sample.
fn one<N: Network>(name: &'static str) -> Case {
    let net = N::boxed(1);
    let input = numbers::<N::Input>(1, 2)[0];
    let run = move || {
        black_box(black_box(&*net).forward(black_box(&input)));
    };
    Case { name, samples: 1, operations: 2.0 * N::MACS as f64, run: Box::new(run) }
}

/// Forward of a batch.
fn batch<N: Network>(name: &'static str, size: usize) -> Case {
    let net = N::boxed(1);
    let inputs = numbers::<N::Input>(size, 2);
    let mut outputs = vec![<N::Output as mlp::Vector>::ZERO; size];
    let run = move || black_box(&*net).forward_batch(black_box(&inputs), black_box(&mut outputs));
    Case { name, samples: size, operations: 2.0 * N::MACS as f64 * size as f64, run: Box::new(run) }
}

/// A training step; `first` is how many weights the first layer has, which needs no input gradient.
fn train<N: Network, L: Loss<N> + 'static, O: Optimizer + 'static>(
    name: &'static str,
    (loss, optimizer): (L, O),
    size: usize,
    first: usize,
    target: impl Fn(usize) -> L::Target,
) -> Case
where
    L::Target: 'static,
{
    let mut net = N::boxed(1);
    let inputs = numbers::<N::Input>(size, 2);
    let targets: Vec<L::Target> = (0..size).map(target).collect();
    let mut state = mlp::State::<N, O>::boxed();
    let mut workspace = mlp::Workspace::new();
    let run = move || {
        let (inputs, targets) = (black_box(&inputs), black_box(&targets));
        if N::PARAMS > 64 * 1024 {
            black_box(net.train_batch_in(&mut workspace, loss, &optimizer, &mut state, inputs, targets));
        } else {
            black_box(net.train_batch(loss, &optimizer, &mut state, inputs, targets));
        }
    };
    let operations = (6.0 * N::MACS as f64 - 2.0 * first as f64) * size as f64;
    Case { name, samples: size, operations, run: Box::new(run) }
}

fn cases() -> Vec<Case> {
    // rates so small that the weights stay where they are: denormals or infinities would be another workload
    let (sgd, adam) = (Sgd::new(1e-6), Adam::new(1e-9));
    let coin = |i: usize| [(i % 2) as f32];
    let class = |i: usize| i % 10;
    vec![
        one::<W1>("W1 forward, one sample"),
        batch::<W1>("W1 forward, batch of 16", 16),
        batch::<W1>("W1 forward, batch of 256", 256),
        train::<W1, _, _>("W1 train, one sample", (Bce, sgd), 1, 6, coin),
        train::<W1, _, _>("W1 train, batch of 16", (Bce, sgd), 16, 6, coin),
        train::<W1, _, _>("W1 train, batch of 256", (Bce, sgd), 256, 6, coin),
        one::<W2>("W2 forward, one sample"),
        train::<W2, _, _>("W2 train", (Mse, sgd), 64, 256, |i| [(i % 3) as f32, 0.5]),
        train::<W2, _, _>("W2 train, Adam", (Mse, adam), 64, 256, |i| [(i % 3) as f32, 0.5]),
        one::<W3>("W3 forward, one sample"),
        train::<W3, _, _>("W3 train", (CrossEntropy, sgd), 32, 2048, class),
        train::<W3, _, _>("W3 train, Adam", (CrossEntropy, adam), 32, 2048, class),
        one::<W4>("W4 forward, one sample"),
        train::<W4, _, _>("W4 train", (CrossEntropy, sgd), 64, 784 * 128, class),
        batch::<W5>("W5 forward", 1024),
        train::<W6, _, _>("W6 train", (CrossEntropy, sgd), 256, 784 * 512, class),
        train::<W7, _, _>("W7 train, Adam", (Mse, adam), 10_000, 128, |i| [(i % 3) as f32, 0.5, -0.5, 0.1]),
    ]
}

/// Nanoseconds of a call, over as many calls as fill `millis`.
fn time(run: &mut dyn FnMut(), calls: usize) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        run();
    }
    start.elapsed().as_secs_f64() * 1e9 / calls as f64
}

/// How many calls take about ten milliseconds.
fn calls(run: &mut dyn FnMut()) -> usize {
    let mut calls = 1;
    while time(run, calls) * (calls as f64) < 5e6 {
        calls *= 2;
    }
    calls
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with("--")).unwrap_or_default();
    let mut cases: Vec<Case> = cases().into_iter().filter(|case| case.name.contains(&filter)).collect();
    let calls: Vec<usize> = cases.iter_mut().map(|case| calls(&mut case.run)).collect();
    let repeats: usize = std::env::var("REPEATS").ok().and_then(|text| text.parse().ok()).unwrap_or(15);
    let (mut peaks, mut times) = (Vec::new(), vec![Vec::new(); cases.len()]);
    for _ in 0..repeats {
        peaks.push(mlp::simd::peak());
        for ((case, calls), times) in cases.iter_mut().zip(&calls).zip(&mut times) {
            times.push(time(&mut case.run, *calls));
        }
    }
    let best_peak = peaks.iter().copied().fold(0.0, f64::max);
    println!("peak {:.1} GFLOP/s (best {best_peak:.1}), {repeats} repeats", median(peaks));
    println!("{:<26} {:>10} {:>10} {:>9} {:>7}", "", "median ns", "best ns", "GFLOP/s", "% peak");
    for (case, times) in cases.iter().zip(times) {
        let best = times.iter().copied().fold(f64::INFINITY, f64::min);
        let (middle, speed) = (median(times), case.operations / best);
        let samples = case.samples as f64;
        println!(
            "{:<26} {:>10.1} {:>10.1} {:>9.1} {:>7.0}",
            case.name,
            middle / samples,
            best / samples,
            speed,
            100.0 * speed / best_peak
        );
    }
}
