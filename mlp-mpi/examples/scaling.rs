//! The time of ordered sums beside MPI's own, and of steps: the measurements of `docs/scaling.md`.
//!
//!     mpirun -n 2 target/release/examples/scaling [--write | --quick]
//!
//! A minute on an idle machine. Times are medians; before it is timed, each ordered sum is checked to have the bits of a sum
//! in the order of the tree. `--write` writes the tables between the marks in `docs/scaling.md`, from two ranks or more;
//! `--quick` takes only the shortest batches once, to see that all runs.

use mlp::prelude::*;
use mlp::random::SplitMix64;
use mlp::ranks::{Alone, Communicator, ordered_sum};
use mlp::{Network, Vector};
use mlp_mpi::{World, run};
use mpi::collective::SystemOperation;
use mpi::traits::CommunicatorCollectives;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

mlp! {
    struct W2: 4 => 64 tanh => 64 tanh => 2;
    struct W4: 784 => 128 relu => 10 softmax;
    struct W6: 784 => 512 relu => 512 relu => 10 softmax
}

/// The lengths of sums, in bytes.
const LENGTHS: [usize; 7] = [1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20, 1 << 22];
/// Samples of a batch for each rank.
const PER_RANK: [usize; 3] = [16, 256, 4_096];
/// Steps of an epoch.
const BATCHES: usize = 5;
/// How often a run of steps is measured.
const REPEATS: usize = 7;
/// The numbers of ranks of the model.
const RANKS: [usize; 7] = [2, 4, 16, 64, 256, 1_024, 4_096];
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/scaling.md");
const MARKS: [&str; 2] =
    ["<!-- scaling: mpirun -n 2 target/release/examples/scaling --write -->", "<!-- end of scaling -->"];

fn main() {
    let has = |argument: &str| std::env::args().any(|found| found == argument);
    let (write_tables, quick) = (has("--write"), has("--quick"));
    let per_rank = if quick { &PER_RANK[..1] } else { &PER_RANK };
    let repeats = if quick { 1 } else { REPEATS };
    run(|world| {
        let sums: Vec<[f64; 3]> = LENGTHS.iter().map(|bytes| sum_of(world, bytes / 4)).collect();
        let of = (per_rank, repeats);
        let steps = [steps_of::<W2>(world, "W2", of), steps_of::<W4>(world, "W4", of), steps_of::<W6>(world, "W6", of)];
        if world.rank() > 0 {
            return Ok(());
        }
        let text = tables(world.size(), &sums, &steps);
        println!("{text}");
        if write_tables {
            write(Path::new(FILE), &text)?;
        }
        Ok(())
    });
}

/// Returns the median time of `work` in seconds. All ranks begin together.
fn median(world: &World, repeats: usize, mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..repeats)
        .map(|_| {
            world.communicator().barrier();
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[repeats / 2]
}

/// Returns the times of an ordered sum, of MPI's own and of one that goes to a single rank and back.
fn sum_of(world: &World, numbers: usize) -> [f64; 3] {
    check(world, numbers);
    let repeats = (4_000_000 / numbers).clamp(15, 2_001) | 1;
    let (own, mut sums) = (vec![1.0_f32; numbers], vec![0.0_f32; numbers]);
    let ordered = median(world, repeats, || {
        sums.copy_from_slice(&own);
        ordered_sum(world, black_box(&mut sums)).expect("all ranks are here");
    });
    let reduced = median(world, repeats, || {
        world.communicator().all_reduce_into(&own[..], black_box(&mut sums[..]), SystemOperation::sum());
    });
    let mut all = vec![0.0_f32; numbers * world.size()];
    // what keeps an order with MPI's own calls: gather all, and add them up
    let gathered = median(world, repeats, || {
        world.communicator().all_gather_into(&own[..], &mut all[..]);
        sums.fill(0.0);
        for numbers in all.chunks_exact(numbers) {
            sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
        }
        black_box(&mut sums);
    });
    [ordered, reduced, gathered]
}

/// Checks that an ordered sum has the bits of a sum over the tree.
fn check(world: &World, numbers: usize) {
    let of_rank = |rank: usize| {
        let mut random = SplitMix64::new(rank as u64);
        (0..numbers).map(|_| random.unit() - 0.5).collect::<Vec<f32>>()
    };
    let mut sums = of_rank(world.rank());
    ordered_sum(world, &mut sums).expect("all ranks are here");
    assert!(sums == sum_of_ranks(0, world.size(), &of_rank), "another order");
}

/// The sum of some ranks by its definition: that of the largest power of two of them, and that of the others.
fn sum_of_ranks(first: usize, end: usize, of_rank: &dyn Fn(usize) -> Vec<f32>) -> Vec<f32> {
    if end - first == 1 {
        return of_rank(first);
    }
    let middle = first + (end - first).next_power_of_two() / 2;
    let (left, right) = (sum_of_ranks(first, middle, of_rank), sum_of_ranks(middle, end, of_rank));
    left.iter().zip(right).map(|(a, b)| a + b).collect()
}

/// The times of the steps of a network.
struct Steps {
    name: &'static str,
    parameters: usize,
    /// Seconds for a sample in a batch of the largest length, on one rank.
    sample: f64,
    /// For each number of samples of a rank: seconds of a step alone, and together with all ranks.
    times: Vec<[f64; 2]>,
}

fn steps_of<N: Network>(world: &World, name: &'static str, (per_rank, repeats): (&[usize], usize)) -> Steps
where
    Mse: Loss<N, Target = N::Output>,
{
    let time = |ranks: &dyn Communicator, batch| step::<N>(world, ranks, batch, repeats);
    let times: Vec<[f64; 2]> =
        per_rank.iter().map(|samples| [time(&Alone, *samples), time(world, samples * world.size())]).collect();
    let last = times.len() - 1;
    Steps { name, parameters: N::PARAMS, sample: times[last][0] / per_rank[last] as f64, times }
}

/// Returns the time of a step, in epochs of [`BATCHES`] steps, without what a run does once.
fn step<N: Network>(world: &World, ranks: &dyn Communicator, batch: usize, repeats: usize) -> f64
where
    Mse: Loss<N, Target = N::Output>,
{
    let mut random = SplitMix64::new(1);
    let run_of = |epochs: usize, random: &mut SplitMix64| {
        let trainer = Trainer::new(Mse, Sgd::new(0.0)).epochs(epochs).batch_size(batch).across(ranks);
        let count = trainer.part(BATCHES * batch).len();
        let (mut inputs, mut targets) = (vec![N::Input::ZERO; count], vec![N::Output::ZERO; count]);
        N::Input::flatten_mut(&mut inputs).fill_with(|| random.unit());
        N::Output::flatten_mut(&mut targets).fill_with(|| random.unit());
        let mut net = N::boxed(1);
        world.communicator().barrier();
        let start = Instant::now();
        trainer.fit(&mut *net, &inputs, &targets).expect("good data");
        start.elapsed().as_secs_f64()
    };
    let mut times: Vec<f64> = (0..repeats)
        .map(|_| {
            let (one, three) = (run_of(1, &mut random), run_of(3, &mut random));
            (three - one) / (2 * BATCHES) as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[repeats / 2]
}

/// Returns the time of a byte in the longest sum, and the time of the shortest sum, in seconds.
fn of_byte_and_message(sums: &[[f64; 3]]) -> (f64, f64) {
    let last = LENGTHS.len() - 1;
    (sums[last][0] / LENGTHS[last] as f64, sums[0][0])
}

fn tables(ranks: usize, sums: &[[f64; 3]], steps: &[Steps]) -> String {
    let mut text = String::new();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    writeln!(text, "{ranks} ranks with {cores} cores each, as `mpirun` bound them; microseconds, medians.\n")
        .expect("memory");
    text.push_str(
        "| numbers | ordered sum | MPI's all-reduce | ratio | gather, then add |\n|---|---:|---:|---:|---:|\n",
    );
    for (bytes, [ordered, reduced, gathered]) in LENGTHS.iter().zip(sums) {
        let (kilobytes, ratio) = (bytes / 1_024, ordered / reduced);
        let [ordered, reduced, gathered] = [ordered, reduced, gathered].map(|time| time * 1e6);
        writeln!(text, "| {kilobytes} kB | {ordered:.1} | {reduced:.1} | {ratio:.2} | {gathered:.1} |")
            .expect("memory");
    }
    text.push_str("\nA step, by the samples of each rank:\n\n");
    text.push_str(
        "| network | parameters | samples a rank | one rank | all ranks | more |\n|---|---:|---:|---:|---:|---:|\n",
    );
    for Steps { name, parameters, times, .. } in steps {
        for (samples, [alone, together]) in PER_RANK.iter().zip(times) {
            let more = 100.0 * (together - alone) / together;
            let [alone, together] = [alone, together].map(|time| time * 1e6);
            writeln!(text, "| {name} | {parameters} | {samples} | {alone:.0} | {together:.0} | {more:.0} % |")
                .expect("memory");
        }
    }
    text.push_str(&model(ranks, sums, steps));
    text
}

/// The share of a step that is computed, not sent, by the model of `docs/scaling.md`.
fn model(ranks: usize, sums: &[[f64; 3]], steps: &[Steps]) -> String {
    let (of_byte, of_message) = of_byte_and_message(sums);
    // what was measured took log2 of the ranks messages, and 2 (ranks - 1) / ranks of the bytes
    let messages = (ranks.max(2) as f64).log2();
    let latency = of_message / messages;
    let bandwidth = of_byte / (2.0 * (ranks.max(2) - 1) as f64 / ranks.max(2) as f64);
    let mut text =
        String::from("\nThe model: the share of a step in which a rank computes.\n\n| network | samples a rank |");
    text.push_str(&RANKS.map(|ranks| format!(" {ranks} |")).concat());
    text.push_str("\n|---|---:|");
    text.push_str(&"---:|".repeat(RANKS.len()));
    for Steps { name, parameters, sample, .. } in steps {
        for samples in PER_RANK {
            write!(text, "\n| {name} | {samples} |").expect("memory");
            for ranks in RANKS.map(|ranks| ranks as f64) {
                let bytes = 4.0 * *parameters as f64;
                let sum = 2.0 * ranks.log2() * latency + 2.0 * (ranks - 1.0) / ranks * bytes * bandwidth;
                let compute = samples as f64 * sample;
                write!(text, " {:.0} % |", 100.0 * compute / (compute + sum)).expect("memory");
            }
        }
    }
    writeln!(text, "\n\nwith {:.1} microseconds a message and {:.2} GB/s.", latency * 1e6, 1e-9 / bandwidth)
        .expect("memory");
    text
}

/// Writes the tables between the marks of a file.
fn write(path: &Path, tables: &str) -> std::io::Result<()> {
    let text = std::fs::read_to_string(path)?;
    let (before, rest) = text.split_once(MARKS[0]).expect("the first mark");
    let (_, after) = rest.split_once(MARKS[1]).expect("the second mark");
    std::fs::write(path, format!("{before}{}\n\n{}\n\n{}{after}", MARKS[0], tables.trim_end(), MARKS[1]))
}
