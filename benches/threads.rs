//! The gain of more threads: workloads on one thread and on all, interleaved.
//!
//! `cargo bench --bench threads --features rayon [-- W6]`; a minute. Medians of `REPEATS` (15) repeats; `THREADS` threads (all
//! cores). The same bits are asserted before anything is timed. A ratio below 1 is a batch that should not be split.

use mlp::prelude::*;
use mlp::random::SplitMix64;
use mlp::{Batch, Loss, Network, Vector};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::hint::black_box;
use std::time::Instant;

mlp! {
    struct W1: 2 => 3 sigmoid => 1 sigmoid;
    struct W2: 4 => 64 tanh => 64 tanh => 2;
    struct W4: 784 => 128 relu => 10 softmax;
    struct W5: 32 => 64 relu => 64 relu => 64 relu => 64 relu => 3;
    struct W6: 784 => 512 relu => 512 relu => 10 softmax;
    struct W7: 4 => 32 tanh => 16 tanh => 4
}

/// One thing to time; it returns its result's bits.
struct Case {
    name: String,
    run: Box<dyn FnMut() -> Vec<f32> + Send>,
}

fn numbers<X: Vector>(count: usize, seed: u64) -> Vec<X> {
    let mut random = SplitMix64::new(seed);
    let mut samples = vec![X::ZERO; count];
    X::flatten_mut(&mut samples).fill_with(|| 2.0 * random.unit() - 1.0);
    samples
}

fn forward<N: Network>(name: &str, size: usize) -> Case {
    let (net, inputs) = (N::boxed(1), numbers::<N::Input>(size, 2));
    let mut outputs = vec![N::Output::ZERO; size];
    let run = move || {
        black_box(&*net).forward_batch(black_box(&inputs), &mut outputs);
        outputs[size - 1].as_ref().to_vec()
    };
    Case { name: format!("{name} forward, {size}"), run: Box::new(run) }
}

/// Training steps with a rate of 0: every run sees the same weights.
fn train<N: Network>(name: &str, size: usize) -> Case
where
    Mse: Loss<N, Target = N::Output>,
{
    let (mut net, inputs, targets) = (N::boxed(1), numbers::<N::Input>(size, 2), numbers::<N::Output>(size, 3));
    let (mut state, mut workspace) = (mlp::State::<N, Sgd>::boxed(), mlp::Workspace::new());
    let run = move || {
        vec![net.train(
            Mse,
            &Sgd::new(0.0),
            &mut state,
            Batch::new(black_box(&inputs), &targets).workspace(&mut workspace),
        )]
    };
    Case { name: format!("{name} train, {size}"), run: Box::new(run) }
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for size in [1_024, 16_384, 262_144] {
        cases.push(forward::<W1>("W1", size));
        cases.push(train::<W1>("W1", size));
    }
    for size in [64, 1_024, 8_192] {
        cases.push(forward::<W2>("W2", size));
        cases.push(train::<W2>("W2", size));
        cases.push(forward::<W5>("W5", size));
    }
    for size in [64, 256, 1_024] {
        cases.push(forward::<W4>("W4", size));
        cases.push(train::<W4>("W4", size));
    }
    for size in [16, 64, 256] {
        cases.push(train::<W6>("W6", size));
    }
    cases.push(train::<W7>("W7", 10_000));
    cases
}

fn time(pool: &ThreadPool, case: &mut Case, calls: usize) -> f64 {
    pool.install(|| {
        let start = Instant::now();
        for _ in 0..calls {
            black_box((case.run)());
        }
        start.elapsed().as_secs_f64() * 1e6 / calls as f64
    })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn setting(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn main() {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (repeats, threads) = (setting("REPEATS", 15), setting("THREADS", cores));
    let pool = |threads| ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
    let (one, all) = (pool(1), pool(threads));
    println!("{threads} threads, {repeats} repeats, medians in microseconds a call");
    println!("{:<24} {:>12} {:>12} {:>7}", "", "one thread", "all", "ratio");
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with("--")).unwrap_or_default();
    for mut case in cases().into_iter().filter(|case| case.name.contains(&filter)) {
        assert_eq!(one.install(|| (case.run)()), all.install(|| (case.run)()), "{}: the same bits", case.name);
        // as many as take about fifty milliseconds: a training runs longer, and its threads are awake
        let mut calls = 1;
        while time(&one, &mut case, calls) * (calls as f64) < 25e3 {
            calls *= 2;
        }
        let (mut alone, mut together) = (Vec::new(), Vec::new());
        for _ in 0..repeats {
            for (pool, times) in [(&one, &mut alone), (&all, &mut together)] {
                time(pool, &mut case, calls / 4);
                times.push(time(pool, &mut case, calls));
            }
        }
        let (alone, together) = (median(alone), median(together));
        let ratio = alone / together;
        let mark = if ratio < 0.97 { "  slower" } else { "" };
        println!("{:<24} {alone:>12.1} {together:>12.1} {ratio:>7.2}{mark}", case.name);
    }
}
