//! Checks that all peers compute the same numbers, and times them in turns.

use crate::programs::PEERS;
use crate::tasks::Kind;
use peer_protocol::remote::Program;
use peer_protocol::{Runner, Task, calls};

/// Steps whose losses and parameters are compared.
const STEPS: usize = 3;

/// How long a task is timed.
pub(crate) struct Effort {
    pub(crate) repeats: usize,
    pub(crate) nanoseconds: f64,
}

/// One task of a network.
pub(crate) struct Outcome {
    pub(crate) kind: Kind,
    /// The network, the batch and the optimizer.
    pub(crate) label: String,
    /// Multiply-adds of an answer.
    pub(crate) weights: usize,
    /// Nanoseconds a sample of each peer that takes part.
    pub(crate) times: Vec<Option<f64>>,
    /// Peers that find other numbers.
    pub(crate) disagreements: Vec<String>,
}

impl Outcome {
    /// How many times as long as ours the fastest peer takes.
    pub(crate) fn ratio(&self) -> Option<f64> {
        let best = self.times[1..].iter().flatten().copied().reduce(f64::min)?;
        Some(best / self.times[0]?)
    }
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The values that are not the same but for rounding, of all of them.
fn differing(ours: &[f32], theirs: &[f32]) -> usize {
    let close = |(a, b): &(&f32, &f32)| (**a - **b).abs() <= 2e-5 + 1e-4 * b.abs();
    if ours.len() == theirs.len() { ours.iter().zip(theirs).filter(|pair| !close(pair)).count() } else { usize::MAX }
}

/// Compares outputs, losses or parameters. A step of Adam is the sign of a gradient, which may be that of rounding:
/// one parameter in 200 may differ.
fn disagreement(train: bool, ours: &[f32], theirs: &[f32]) -> Option<String> {
    if !train {
        let count = differing(ours, theirs);
        return (count > 0).then(|| format!("{count} of {} outputs", ours.len()));
    }
    if ours.len() != theirs.len() {
        return Some("how many parameters there are".into());
    }
    let ((losses, params), (their_losses, their_params)) = (ours.split_at(STEPS), theirs.split_at(STEPS));
    if differing(losses, their_losses) > 0 {
        return Some(format!("losses {losses:?}, {their_losses:?}"));
    }
    let count = differing(params, their_params);
    (200 * count > params.len()).then(|| format!("{count} of {} parameters", params.len()))
}

fn result(task: &Task, runner: &mut dyn Runner) -> Vec<f32> {
    if task.train.is_some() { runner.steps(STEPS) } else { runner.result() }
}

/// Prepares, checks and times one task with all programs.
pub(crate) fn measure(
    task: &Task,
    kind: Kind,
    label: String,
    programs: &[Option<Program>],
    effort: &Effort,
) -> Outcome {
    let mut disagreements = Vec::new();
    let mut runners: Vec<Option<Box<dyn Runner>>> = Vec::new();
    let mut ours = Vec::new();
    for (peer, program) in PEERS.into_iter().zip(programs) {
        let prepared = program.as_ref().map(|program| program.prepare(peer, task));
        let mut runner = prepared.map(|prepared| prepared.unwrap_or_else(|reason| panic!("{label}: {peer}: {reason}")));
        if let Some(found) = runner.as_mut().map(|runner| result(task, &mut **runner)) {
            if peer == PEERS[0] {
                ours = found;
            } else if let Some(difference) = disagreement(task.train.is_some(), &ours, &found) {
                disagreements.push(format!("{peer} in {label}, {}: {difference}", kind.name()));
                runner = None;
            }
        }
        runners.push(runner);
    }
    let calls: Vec<usize> = runners
        .iter_mut()
        .map(|slot| slot.as_mut().map_or(0, |runner| calls(&mut **runner, effort.nanoseconds)))
        .collect();
    let mut times = vec![Vec::new(); runners.len()];
    for _ in 0..effort.repeats {
        for ((slot, calls), times) in runners.iter_mut().zip(&calls).zip(&mut times) {
            times.extend(slot.as_mut().map(|runner| runner.time(*calls) / task.batch as f64));
        }
    }
    let weights = task.widths.windows(2).map(|pair| pair[0] * pair[1]).sum();
    let times = times.into_iter().map(|times| (!times.is_empty()).then(|| median(times))).collect();
    Outcome { kind, label, weights, times, disagreements }
}
