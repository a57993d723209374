//! Other ways to run the workloads, checked and timed beside ours: see `run`.

mod digits;
mod ours;
mod peers;
mod table;
mod task;

use peer_protocol::{Runner, Task, calls};
use peers::Peer;
use std::path::Path;
use table::Row;

/// Whether two results are the same but for rounding. Adam's first step is the sign of the gradient, so where that is
/// nearly zero a step may go the other way: one parameter in 200 may.
fn agree(ours: &[f32], theirs: &[f32]) -> bool {
    let close = |(a, b): &(&f32, &f32)| (**a - **b).abs() <= 2e-5 + 1e-4 * b.abs();
    let near = ours.iter().zip(theirs).filter(close).count();
    ours.len() == theirs.len() && 200 * (ours.len() - near) <= ours.len()
}

/// Prepares, checks and times one task with all peers, in turns.
fn measure(task: &Task, peers: &[Peer], repeats: usize, milliseconds: f64) -> Row {
    let mut runners: Vec<Option<Box<dyn Runner>>> = peers.iter().map(|peer| (peer.prepare)(task).ok()).collect();
    let ours = runners[0].as_mut().expect("ours does every task").result();
    for (peer, slot) in peers.iter().zip(&mut runners).skip(1) {
        if let Some(runner) = slot
            && !agree(&ours, &runner.result())
        {
            println!("left out: {} finds other numbers in {}", peer.name, task.name);
            *slot = None;
        }
    }
    let calls: Vec<usize> = runners
        .iter_mut()
        .map(|slot| slot.as_mut().map_or(0, |runner| calls(&mut **runner, milliseconds * 1e6)))
        .collect();
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); runners.len()];
    let mut peaks = Vec::new();
    for _ in 0..repeats {
        peaks.push(mlp::simd::peak());
        for ((slot, calls), times) in runners.iter_mut().zip(&calls).zip(&mut times) {
            if let Some(runner) = slot {
                times.push(runner.time(*calls) / task.batch as f64);
            }
        }
    }
    let forms = runners.iter().map(|slot| slot.as_ref().map_or_else(String::new, |runner| runner.form().to_owned()));
    Row {
        name: task.name.clone(),
        forms: forms.collect(),
        peak: table::median(peaks).unwrap_or(0.0),
        times: times.into_iter().map(table::median).collect(),
    }
}

fn setting(name: &str, otherwise: f64) -> f64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let write = arguments.iter().any(|argument| argument == "--write");
    let filter = arguments.iter().find(|argument| !argument.starts_with("--")).cloned().unwrap_or_default();
    let peers = peers::all(&std::env::var("PEERS").unwrap_or_default());
    let (repeats, milliseconds) = (setting("REPEATS", 9.0) as usize, setting("MILLISECONDS", 20.0));
    let mut rows = Vec::new();
    for task in task::all().iter().filter(|task| task.name.contains(&filter)) {
        eprintln!("{}", task.name);
        rows.push(measure(task, &peers, repeats, milliseconds));
    }
    let mut text = table::markdown(&peers, &rows, repeats);
    if "digits".contains(&filter) {
        eprintln!("digits");
        text += &digits::markdown();
    }
    println!("{text}");
    if write {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        table::write(&root.join("docs/benchmarks.md"), table::LONG, &text).expect("a document with markers");
        match table::short(&peers, &rows) {
            Some(text) => table::write(&root.join("README.md"), table::SHORT, &text).expect("a README with markers"),
            None => eprintln!("the README's table needs `--all` and all tasks"),
        }
    }
}
