//! Networks that nobody tuned for, beside the same as loops and in Eigen.
//!
//! `cargo bench --bench shapes [-- --seed 7 --count 40 --level avx2 --native --markdown]` draws networks from a seed,
//! beside eight that are fixed, writes them as types of this library, of plain loops and of Eigen into
//! `target/shapes/SEED`, builds these programs, checks that all find the same outputs, losses and parameters, and times
//! them in turns. Ours is a default build. The others are built for this machine: for the instruction set that `--level`
//! names, if it does, or with `--native` for all that the machine has. REPEATS (9) and MILLISECONDS (4, of each repeat)
//! set how long it takes.

mod draw;
mod measure;
mod programs;
mod report;
mod source;
mod tasks;

use draw::Shape;
use measure::{Effort, Outcome, measure, median};
use mlp::simd::{self, Level};
use peer_protocol::remote::Program;
use programs::Plan;
use std::process::ExitCode;
use std::str::FromStr;
use tasks::Kind;

struct Options {
    seed: u64,
    count: usize,
    level: Option<Level>,
    native: bool,
    markdown: bool,
}

impl Options {
    /// Reads the arguments; says what is wrong with them.
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self { seed: 7, count: 40, level: None, native: false, markdown: false };
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                // what cargo adds
                "--bench" => {}
                "--seed" => options.seed = value(&argument, arguments.next())?,
                "--count" => options.count = value(&argument, arguments.next())?,
                "--level" => options.level = Some(value(&argument, arguments.next())?),
                "--native" => options.native = true,
                "--markdown" => options.markdown = true,
                _ => return Err(format!("`{argument}` is unknown")),
            }
        }
        Ok(options)
    }
}

fn value<T: FromStr>(name: &str, text: Option<String>) -> Result<T, String> {
    text.and_then(|text| text.parse().ok()).ok_or_else(|| format!("`{name}` needs a value"))
}

fn setting(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn label(shape: &Shape, kind: Kind) -> String {
    let network = shape.declaration();
    match kind {
        Kind::ForwardOne => network,
        Kind::ForwardBatch => format!("{network}, {}", shape.batches[0]),
        Kind::Train => format!("{network}, {}{}", shape.batches[1], if shape.adam { ", Adam" } else { "" }),
    }
}

/// All tasks, and the machine's peak before each network.
fn outcomes(shapes: &[Shape], programs: &[Option<Program>], effort: &Effort) -> (Vec<Outcome>, Vec<f64>) {
    let (mut outcomes, mut peaks) = (Vec::new(), Vec::new());
    for (index, shape) in shapes.iter().enumerate() {
        peaks.push(simd::peak());
        eprintln!("{} of {}: {}", index + 1, shapes.len(), shape.declaration());
        let outcome = |kind| measure(&tasks::task(index, shape, kind), kind, label(shape, kind), programs, effort);
        outcomes.extend(Kind::ALL.map(outcome));
    }
    (outcomes, peaks)
}

fn print(options: &Options, plan: &Plan, outcomes: &[Outcome], peaks: Vec<f64>, repeats: usize) {
    let (least, most) = peaks.iter().fold((f64::INFINITY, 0.0_f64), |(least, most), p| (least.min(*p), most.max(*p)));
    println!(
        "\n{}, peers {}; peak {:.1} GFLOP/s of fused multiply-adds ({least:.1} to {most:.1}); seed {}; medians of {repeats} \
         repeats in turns, nanoseconds a sample\n",
        simd::active(),
        plan.target(),
        median(peaks),
        options.seed,
    );
    for kind in Kind::ALL {
        println!("{}", report::table(outcomes, kind, options.markdown));
    }
    for kind in Kind::ALL {
        print!("{}", report::summary(outcomes, kind));
    }
}

fn run(options: &Options) -> Result<(), String> {
    simd::pin(options.level).map_err(|error| error.to_string())?;
    let shapes = draw::shapes(options.seed, options.count);
    let plan = Plan::new(options.seed, simd::active(), options.native);
    let programs = plan.programs(&shapes);
    if programs[0].is_none() {
        return Err("ours did not build".into());
    }
    let repeats = setting("REPEATS", 9);
    let effort = Effort { repeats, nanoseconds: setting("MILLISECONDS", 4) as f64 * 1e6 };
    let (outcomes, peaks) = outcomes(&shapes, &programs, &effort);
    print(options, &plan, &outcomes, peaks, repeats);
    let different: Vec<&str> = outcomes.iter().flat_map(|outcome| &outcome.disagreements).map(String::as_str).collect();
    if different.is_empty() {
        println!("all that took part found the same outputs, losses and parameters");
        return Ok(());
    }
    Err(format!("other numbers, left out:\n{}", different.join("\n")))
}

fn main() -> ExitCode {
    match Options::read(std::env::args().skip(1)).and_then(|options| run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}
