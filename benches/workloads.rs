//! The speed of the workloads W1 to W7, beside the machine's own peak in the same run.
//!
//! `cargo bench --bench workloads [-- FILTER]`; with `-- --markdown` the table between the markers in `docs/benchmarks.md` is
//! replaced, with the machine and the date. Every figure is the median of interleaved repeats, in nanoseconds per
//! sample, with the fastest repeat beside it; the peak is a loop of fused multiply-adds on registers alone, measured
//! before each repeat, so that a machine that slows down in between is seen.

use mlp::Batch;
use mlp::prelude::*;
use mlp::random::SplitMix64;
use mlp::simd::{self, Level};
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
    network: String,
    samples: usize,
    operations: f64,
    run: Box<dyn FnMut()>,
}

/// The times of a case in nanoseconds a sample, and its speed at the fastest.
struct Outcome {
    name: &'static str,
    network: String,
    samples: usize,
    median: f64,
    best: f64,
    gigaflops: f64,
    percent: f64,
}

/// The line that declares a network, from its debug output.
fn declaration<N: Network>(net: &N) -> String {
    let text = format!("{net:?}");
    let line = text.split_once('(').and_then(|(_, rest)| rest.rsplit_once(", "));
    line.map_or_else(|| text.clone(), |(line, _)| line.into())
}

fn numbers<X: mlp::Vector>(count: usize, seed: u64) -> Vec<X> {
    let mut random = SplitMix64::new(seed);
    let mut samples = vec![X::ZERO; count];
    for x in X::flatten_mut(&mut samples) {
        *x = 2.0 * random.unit() - 1.0;
    }
    samples
}

/// A network that begins a cache line, which a heap does not promise.
#[repr(align(64))]
struct Aligned<N>(N);

fn network<N: Network>() -> Aligned<N> {
    Aligned(*N::boxed(1))
}

/// Forward of one sample.
fn one<N: Network>(name: &'static str) -> Case {
    let net = Box::new(network::<N>());
    let network = declaration(&net.0);
    let input = numbers::<N::Input>(1, 2)[0];
    let run = move || {
        black_box(black_box(&net.0).forward(black_box(&input)));
    };
    Case { name, network, samples: 1, operations: 2.0 * N::MACS as f64, run: Box::new(run) }
}

/// Forward of a batch.
fn batch<N: Network>(name: &'static str, size: usize) -> Case {
    let net = Box::new(network::<N>());
    let network = declaration(&net.0);
    let inputs = numbers::<N::Input>(size, 2);
    let mut outputs = vec![<N::Output as mlp::Vector>::ZERO; size];
    let run = move || black_box(&net.0).forward_batch(black_box(&inputs), black_box(&mut outputs));
    Case { name, network, samples: size, operations: 2.0 * N::MACS as f64 * size as f64, run: Box::new(run) }
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
    let mut net = Box::new(network::<N>());
    let network = declaration(&net.0);
    let inputs = numbers::<N::Input>(size, 2);
    let targets: Vec<L::Target> = (0..size).map(target).collect();
    let mut state = mlp::State::<N, O>::boxed();
    let mut workspace = mlp::Workspace::new();
    let run = move || {
        let (inputs, targets) = (black_box(&inputs), black_box(&targets));
        // a network of few parameters has no need for memory that is kept
        if N::PARAMS > 64 {
            black_box(net.0.train(loss, &optimizer, &mut state, Batch::new(inputs, targets).workspace(&mut workspace)));
        } else {
            black_box(net.0.train_batch(loss, &optimizer, &mut state, inputs, targets));
        }
    };
    let operations = (6.0 * N::MACS as f64 - 2.0 * first as f64) * size as f64;
    Case { name, network, samples: size, operations, run: Box::new(run) }
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

/// Times all cases in turn, again and again: the peaks of the machine in between, and the results.
fn measure(mut cases: Vec<Case>, repeats: usize) -> (Vec<f64>, Vec<Outcome>) {
    let calls: Vec<usize> = cases.iter_mut().map(|case| calls(&mut case.run)).collect();
    let (mut peaks, mut times) = (Vec::new(), vec![Vec::new(); cases.len()]);
    for _ in 0..repeats {
        peaks.push(mlp::simd::peak());
        for ((case, calls), times) in cases.iter_mut().zip(&calls).zip(&mut times) {
            times.push(time(&mut case.run, *calls));
        }
    }
    let peak = peaks.iter().copied().fold(0.0, f64::max);
    let result = |(case, times): (Case, Vec<f64>)| {
        let (best, samples) = (times.iter().copied().fold(f64::INFINITY, f64::min), case.samples as f64);
        let gigaflops = case.operations / best;
        let (median, best, percent) = (median(times) / samples, best / samples, 100.0 * gigaflops / peak);
        Outcome { name: case.name, network: case.network, samples: case.samples, median, best, gigaflops, percent }
    };
    (peaks, cases.into_iter().zip(times).map(result).collect())
}

fn main() {
    let (options, filters): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let filter = filters.first().cloned().unwrap_or_default();
    let cases: Vec<Case> = cases().into_iter().filter(|case| case.name.contains(&filter)).collect();
    let repeats: usize = std::env::var("REPEATS").ok().and_then(|text| text.parse().ok()).unwrap_or(15);
    let (peaks, results) = measure(cases, repeats);
    let best_peak = peaks.iter().copied().fold(0.0, f64::max);
    println!("peak {:.1} GFLOP/s (best {best_peak:.1}), {repeats} repeats", median(peaks));
    println!("{:<26} {:>10} {:>10} {:>9} {:>7}", "", "median ns", "best ns", "GFLOP/s", "% peak");
    for Outcome { name, median, best, gigaflops, percent, .. } in &results {
        println!("{name:<26} {median:>10.1} {best:>10.1} {gigaflops:>9.1} {percent:>7.0}");
    }
    if options.iter().any(|option| option == "--markdown") {
        write_document(&markdown(&results, best_peak));
    }
    if std::env::var_os("MLP_SIMD").is_none() {
        by_level(&filter, repeats);
    }
}

/// The same for each instruction set, in turns: medians, how far the repeats lie apart, and the part of its own peak.
fn by_level(filter: &str, repeats: usize) {
    let mut cases: Vec<Case> = cases().into_iter().filter(|case| case.name.contains(filter)).collect();
    let calls: Vec<usize> = cases.iter_mut().map(|case| calls(&mut case.run)).collect();
    let levels: Vec<Level> = simd::available().collect();
    let mut peaks = vec![Vec::new(); levels.len()];
    let mut times = vec![vec![Vec::new(); levels.len()]; cases.len()];
    for _ in 0..repeats {
        for (index, level) in levels.iter().enumerate() {
            simd::pin(Some(*level)).expect("an available level");
            peaks[index].push(simd::peak());
            for ((case, calls), times) in cases.iter_mut().zip(&calls).zip(&mut times) {
                times[index].push(time(&mut case.run, *calls));
            }
        }
    }
    simd::pin(None).expect("the best level is always there");
    let peaks: Vec<f64> = peaks.into_iter().map(median).collect();
    let heads = levels.iter().zip(&peaks).map(|(level, peak)| format!("{level} {peak:.0} GFLOP/s"));
    println!("\nmedian ns a sample, spread of the middle half of the repeats, percent of the level's own peak");
    println!("{:<26} {}", "", heads.map(|head| format!("{head:>24}")).collect::<Vec<_>>().concat());
    for (case, times) in cases.iter().zip(times) {
        let columns = times.into_iter().zip(&peaks).map(|(mut times, peak)| {
            times.sort_by(f64::total_cmp);
            let [low, middle, high] = [1, 2, 3].map(|quarter| times[(times.len() - 1) * quarter / 4]);
            let (spread, part) = (100.0 * (high - low) / middle, 100.0 * case.operations / middle / peak);
            format!("{:>12.1} {spread:>4.0} % {part:>3.0} %", middle / case.samples as f64)
        });
        println!("{:<26} {}", case.name, columns.collect::<Vec<_>>().concat());
    }
}

/// The results as `docs/benchmarks.md` shows them.
fn markdown(results: &[Outcome], peak: f64) -> String {
    let (processor, date) = (processor(), date());
    let head = format!(
        "Nanoseconds for one sample, on one core of a machine with {processor}, {date}. Its peak is {peak:.0} GFLOP/s of fused\n\
         multiply-adds.\n\n\
         | workload | network | median ns | best ns | GFLOP/s | % of the peak |\n|---|---|---:|---:|---:|---:|\n"
    );
    let row = |result: &Outcome| {
        let Outcome { name, network, samples, median, best, gigaflops, percent } = result;
        // the workloads' numbers are of no use to a reader
        let name = name.split_once(' ').map_or(*name, |(_, name)| name);
        let batch = if name.contains("one sample") || name.contains("batch") {
            String::new()
        } else {
            format!(", batch of {samples}")
        };
        format!("| {name}{batch} | `{network}` | {median:.1} | {best:.1} | {gigaflops:.1} | {percent:.0} |\n")
    };
    head + &results.iter().map(row).collect::<String>()
}

/// Replaces what stands between the markers.
fn write_document(table: &str) {
    const MARKERS: [&str; 2] =
        ["<!-- speed: written by `cargo bench --bench workloads -- --markdown` -->", "<!-- end -->"];
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/benchmarks.md");
    let document = std::fs::read_to_string(path).expect("the document");
    let (before, rest) = document.split_once(MARKERS[0]).expect("the first marker");
    let (_, after) = rest.split_once(MARKERS[1]).expect("the second marker");
    let document = format!("{before}{}\n\n{table}\n{}{after}", MARKERS[0], MARKERS[1]);
    std::fs::write(path, document).expect("a document that can be written");
}

/// The name of the processor, where the system tells it.
fn processor() -> String {
    let about = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = about.lines().find_map(|line| line.strip_prefix("model name")).and_then(|line| line.split_once(": "));
    name.map_or_else(|| format!("an {} processor", std::env::consts::ARCH), |(_, name)| name.trim().into())
}

/// Today, as `date` says it.
fn date() -> String {
    let output = std::process::Command::new("date").arg("+%F").output();
    output.map_or_else(|_| "date unknown".into(), |output| String::from_utf8_lossy(&output.stdout).trim().into())
}
