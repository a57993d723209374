//! How many networks learn the parity of eight bits at all.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;

use mlp::Error;
use mlp::metrics::predict;
use mlp::prelude::*;
use mlp_learning::data_sets;

use crate::candidates::GROUPS;
use crate::draw::Candidate;
use crate::job::{self, ADAM_RATE, BATCH, Effort};

mlp! {
    struct Parity: 8 => 16 tanh => 1 sigmoid
}

/// Returns a row for each distribution of biases: how many seeds know all patterns at the end.
///
/// # Errors
///
/// If a training run is set up wrongly.
pub(crate) fn table(effort: &Effort, threads: usize) -> Result<String, Error> {
    let (seeds, epochs) = effort.parity;
    let mut text = format!(
        "### Parity of eight bits\n\nHow many of {seeds} seeds know all 256 patterns: 8 => 16 tanh => 1 sigmoid, `xavier`, Adam, \
         {} steps.\n\n| biases | learned |\n|---|---:|\n",
        epochs * 512 / BATCH
    );
    for (name, candidate) in GROUPS[2].candidates {
        let _ = writeln!(text, "| `{name}` | {} |", learned(*candidate, seeds, epochs, threads)?);
    }
    Ok(text)
}

fn learned(candidate: Candidate, seeds: u64, epochs: usize, threads: usize) -> Result<usize, Error> {
    let set = data_sets::all().into_iter().find(|set| set.name.starts_with("parity")).expect("the data set");
    let part = data_sets::Part { inputs: set.inputs, targets: set.targets };
    let (inputs, targets) = (part.arrays::<8>(), part.single());
    let (next, count) = (AtomicU64::new(0), AtomicUsize::new(0));
    let work = || -> Result<(), Error> {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds {
                return Ok(());
            }
            let mut net = job::first::<Parity>(&[8, 16, 1], candidate, seed);
            let trainer = Trainer::new(Bce, Adam::new(ADAM_RATE)).epochs(epochs).batch_size(BATCH).seed(seed);
            trainer.fit(&mut *net, &inputs, &targets)?;
            let is_right = |(output, target): (&[f32; 1], &[f32; 1])| (output[0] > 0.5) == (target[0] > 0.5);
            let all = predict(&*net, &inputs).iter().zip(&targets).all(is_right);
            count.fetch_add(usize::from(all), Ordering::Relaxed);
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("no panic"))
    })?;
    Ok(count.into_inner())
}
