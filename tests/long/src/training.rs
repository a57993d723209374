//! The training run: `long train CHECKPOINT EPOCHS`, a process of its own.

use mlp::prelude::*;
use mlp::schedule::{LinearWarmup, ReduceOnPlateau};
use mlp_fixtures::{bits, uniform};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;
use std::process::ExitCode;

mlp! {
    /// With dropout, so that the state of its random numbers matters.
    struct Surrogate: 16 => 64 tanh dropout(0.1) => 32 gelu => 4
}

/// The exit code of a run that ended with an error.
pub(crate) const FAILED: u8 = 3;
/// Enough for an epoch to take some time, so that an hour has thousands of them and not millions.
const SAMPLES: usize = 16_384;

/// Trains, and tells of each epoch, the error or the digest of the results.
///
/// The line of an epoch is written before its checkpoint, so the checkpoint of the epoch before is on the disk.
pub(crate) fn run(words: &[String]) -> ExitCode {
    let [path, epochs] = words else { return ExitCode::FAILURE };
    let epochs = epochs.parse().expect("a number of epochs");
    let ((inputs, targets), (held_out, answers)) = (samples(SAMPLES, 1), samples(1_000, 2));
    let trainer = Trainer::new(Mse, Adam::new(0.002))
        .epochs(epochs)
        .batch_size(64)
        .seed(5)
        .validate(&held_out, &answers)
        .schedule(LinearWarmup::new(0.1, 4).then(ReduceOnPlateau::new(0.9, 50)))
        .early_stopping(EarlyStopping::new(usize::MAX))
        .checkpoint(path, 1);
    let mut net = Surrogate::seeded(3);
    let history = trainer.fit_with(&mut net, &inputs, &targets, |epoch| {
        epoch.record("norm, squared", epoch.network().params().iter().map(|w| w * w).sum());
        println!("epoch {} {}", epoch.number(), resident_kilobytes());
        ControlFlow::Continue(())
    });
    match history {
        Ok(history) => {
            println!("done {:016x}", digest(&net, &history));
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("error {error}");
            ExitCode::from(FAILED)
        }
    }
}

fn samples(count: usize, seed: u64) -> (Vec<[f32; 16]>, Vec<[f32; 4]>) {
    let inputs: Vec<[f32; 16]> = uniform(count, seed, 1.0);
    let targets = inputs.iter().map(|x| [x[0] * x[1], (2.0 * x[2]).sin(), x[3].max(x[4]), x[5] - x[6]]).collect();
    (inputs, targets)
}

/// All that a run leaves but its times.
fn digest(net: &Surrogate, history: &History) -> u64 {
    let mut hasher = DefaultHasher::new();
    let metric = history.metric("norm, squared").expect("it was recorded");
    for numbers in [net.params(), history.losses(), history.validation_losses(), history.learning_rates(), metric] {
        bits(numbers).hash(&mut hasher);
    }
    history.best_epoch().hash(&mut hasher);
    hasher.finish()
}

/// Returns the memory that this process has, 0 where the system does not say.
fn resident_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
