//! The cost of a multiply-add as networks grow: by width, by depth, by batch size.
//!
//! `cargo bench --bench sweep`; ten seconds, `REPEATS` (45) interleaved repeats, medians. A cliff is a size at which a
//! multiply-add costs more than 1.5 times what it costs at the next larger one. The picture is
//! `target/figures/sweep/cost.svg`.

use mlp::prelude::*;
use mlp::random::SplitMix64;
use mlp::{Batch, Network, State, Vector, Workspace};
use std::hint::black_box;
use std::time::Instant;
use support::figure::{BLUE, Chart, GREEN, ORANGE, save};

/// The ratio of costs that counts as a cliff.
const CLIFF: f64 = 1.5;

/// Something to time: a size, and a call with its multiply-adds.
struct Point {
    size: usize,
    multiply_adds: f64,
    run: Box<dyn FnMut()>,
}

fn numbers<X: Vector>(count: usize, seed: u64) -> Vec<X> {
    let mut random = SplitMix64::new(seed);
    let mut samples = vec![X::ZERO; count];
    X::flatten_mut(&mut samples).fill_with(|| 2.0 * random.unit() - 1.0);
    samples
}

/// A network that begins a cache line, which a heap does not promise.
#[repr(align(64))]
struct Aligned<N>(N);

fn network<N: Network>() -> Aligned<N> {
    Aligned(*N::boxed(1))
}

/// Answers to a batch.
fn forward<N: Network>(size: usize, batch: usize) -> Point {
    let (net, inputs) = (Box::new(network::<N>()), numbers::<N::Input>(batch, 2));
    let mut outputs = vec![N::Output::ZERO; batch];
    let run = move || black_box(&net.0).forward_batch(black_box(&inputs), black_box(&mut outputs));
    Point { size, multiply_adds: (N::MACS * batch) as f64, run: Box::new(run) }
}

/// A training step: three passes over the weights, but two over those of the first layer, which is as wide as its inputs and
/// needs no derivatives by them.
fn train<N: Network>(size: usize, batch: usize) -> Point
where
    Mse: Loss<N, Target = N::Output>,
{
    let (mut net, inputs, targets) =
        (Box::new(network::<N>()), numbers::<N::Input>(batch, 2), numbers::<N::Output>(batch, 3));
    let (mut state, mut workspace) = (State::<N, Sgd>::boxed(), Workspace::new());
    let run = move || {
        let inputs = black_box(&inputs);
        black_box(net.0.train(
            Mse,
            &Sgd::new(1e-6),
            &mut state,
            Batch::new(inputs, &targets).workspace(&mut workspace),
        ));
    };
    let multiply_adds = 3 * N::MACS - N::INPUTS * N::INPUTS;
    Point { size, multiply_adds: (multiply_adds * batch) as f64, run: Box::new(run) }
}

/// Answers and training steps of networks with two layers of each width, in batches of 64.
fn by_width() -> [Vec<Point>; 2] {
    let (mut answers, mut steps) = (Vec::new(), Vec::new());
    macro_rules! widths {
        ($($width:literal)*) => {$({
            mlp! { struct Net: $width => $width relu => $width }
            answers.push(forward::<Net>($width, 64));
            steps.push(train::<Net>($width, 64));
        })*};
    }
    widths!(1 2 3 4 6 8 11 12 15 16 17 24 31 32 33 48 63 64 65 96 127 128 192 256 384 512 768 1024);
    [answers, steps]
}

/// The same for networks of many layers of 32 units.
fn by_depth() -> [Vec<Point>; 2] {
    let (mut answers, mut steps) = (Vec::new(), Vec::new());
    macro_rules! depths {
        ($($depth:literal: $($layer:ident)*;)*) => {$({
            mlp! { struct Net: 32 $(=> $layer: 32 relu)* }
            answers.push(forward::<Net>($depth, 64));
            steps.push(train::<Net>($depth, 64));
        })*};
    }
    depths! {
        1: a;
        2: a b;
        3: a b c;
        4: a b c d;
        6: a b c d e f;
        8: a b c d e f g h;
        12: a b c d e f g h i j k l;
        16: a b c d e f g h i j k l m n o p;
    }
    [answers, steps]
}

/// The same for batches of one network.
fn by_batch() -> [Vec<Point>; 2] {
    mlp! { struct Net: 64 => 64 relu => 64 }
    let sizes = [1, 2, 3, 4, 5, 6, 7, 8, 12, 15, 16, 17, 24, 32, 48, 64, 65, 96, 128, 256, 512, 1024, 2048, 4096];
    [sizes.map(|size| forward::<Net>(size, size)).into(), sizes.map(|size| train::<Net>(size, size)).into()]
}

fn time(run: &mut dyn FnMut(), calls: usize) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        run();
    }
    start.elapsed().as_secs_f64() * 1e9 / calls as f64
}

/// Nanoseconds a multiply-add of each point: medians of repeats in turn, so that a slower moment of the machine meets all.
fn measure(points: &mut [Point], repeats: usize) -> Vec<f64> {
    let mut calls = vec![1; points.len()];
    for (point, calls) in points.iter_mut().zip(&mut calls) {
        while time(&mut point.run, *calls) * (*calls as f64) < 1e6 {
            *calls *= 2;
        }
    }
    let mut times = vec![Vec::new(); points.len()];
    for _ in 0..repeats {
        for ((point, calls), times) in points.iter_mut().zip(&calls).zip(&mut times) {
            times.push(time(&mut point.run, *calls) / point.multiply_adds);
        }
    }
    let median = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    times.into_iter().map(median).collect()
}

/// Measures one sweep, prints its table, and draws both lines over the size, on logarithmic axes.
#[expect(clippy::cast_possible_truncation, reason = "a picture")]
fn sweep(name: &str, mut points: [Vec<Point>; 2], repeats: usize) -> Chart {
    let costs = points.each_mut().map(|points| measure(points, repeats));
    println!("{name:<8} {:>12} {:>12}   ns a multiply-add", "forward", "train");
    for index in 0..costs[0].len() {
        let mark = |costs: &[f64]| costs.get(index + 1).is_some_and(|next| costs[index] > CLIFF * next);
        let cliffs = ["forward", "train"].into_iter().zip(&costs).filter(|(_, costs)| mark(costs));
        let marks: Vec<&str> = cliffs.map(|(name, _)| name).collect();
        let cliff = if marks.is_empty() { String::new() } else { format!("  cliff: {}", marks.join(", ")) };
        println!("{:<8} {:>12.4} {:>12.4}{cliff}", points[0][index].size, costs[0][index], costs[1][index]);
    }
    let curve = |index: usize| {
        let sizes = points[index].iter().map(|point| point.size as f32);
        sizes.zip(&costs[index]).map(|(size, cost)| [size, *cost as f32]).collect::<Vec<_>>()
    };
    let all = [curve(0), curve(1)];
    let peak = peak();
    let heights = all.iter().flatten().map(|point| point[1]);
    let (low, high) = heights.fold((peak, peak), |(low, high), y| (low.min(y), high.max(y)));
    let right = points[0][points[0].len() - 1].size as f32;
    Chart::new(format!("by {name}"), [name, "ns per multiply-add"], [1.0..right, 0.9 * low..1.1 * high])
        .logarithmic_x(4.0)
        .logarithmic_y()
        .line("forward", BLUE, 2, all[0].clone())
        .points("", BLUE, 3.0, all[0].clone())
        .line("train", ORANGE, 2, all[1].clone())
        .points("", ORANGE, 3.0, all[1].clone())
        .line("peak", GREEN, 1, [[1.0, peak], [right, peak]])
}

/// The cost of a multiply-add at the machine's peak, in nanoseconds.
#[expect(clippy::cast_possible_truncation, reason = "a picture")]
fn peak() -> f32 {
    (2.0 / mlp::simd::peak()) as f32
}

fn sweeps() {
    let repeats = std::env::var("REPEATS").ok().and_then(|text| text.parse().ok()).unwrap_or(45);
    println!("{}, {repeats} repeats, peak {:.1} GFLOP/s", mlp::simd::active(), mlp::simd::peak());
    let charts =
        [sweep("width", by_width(), repeats), sweep("depth", by_depth(), repeats), sweep("batch", by_batch(), repeats)];
    let [width, depth, batch] = &charts;
    save("sweep", "cost", [420, 320], 3, &[width, depth, batch]);
}

/// The widest network passes over the stack on its way to a place that begins a cache line.
const STACK: usize = 64 << 20;

fn main() {
    let sweeps = std::thread::Builder::new().stack_size(STACK).spawn(sweeps).expect("a thread");
    sweeps.join().expect("what went wrong is said above");
}
