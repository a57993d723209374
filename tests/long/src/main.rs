//! Long and loaded: `long [--minutes 60] [--kills 200] [--seed 1]`.
//!
//! A training run with checkpoints is killed at random, while the same one goes on undisturbed beside it; then come
//! disks that are full or read-only, memory limits, and threads that share a network while a copy of it is trained.
//! `--minutes` is the length of the two training runs; what follows takes a tenth of that, at least a few seconds. A
//! minute has three kills or so, unless `--kills` says otherwise.

mod disk;
mod kills;
mod memory;
mod process;
mod shared;
mod training;

use process::{Process, Wanted};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// A fault that was found.
type Fault = String;

/// Epochs that a run is timed for, and that short runs have.
const FEW: usize = 20;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let result = match words.first().map(String::as_str) {
        // what this program starts itself for
        Some("train") => return training::run(&words[1..]),
        Some("disk") => return disk::inside(&words[1..]),
        _ => Plan::read(words.into_iter()).and_then(|plan| plan.run()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

/// The arguments.
struct Plan {
    minutes: f64,
    kills: Option<usize>,
    seed: u64,
}

impl Plan {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, Fault> {
        let mut plan = Self { minutes: 60.0, kills: None, seed: 1 };
        while let Some(word) = words.next() {
            let value = words.next().unwrap_or_default();
            let wrong = || format!("`{word} {value}`: expected `--minutes`, `--kills` or `--seed` with a number");
            match word.as_str() {
                "--minutes" => plan.minutes = value.parse().map_err(|_| wrong())?,
                "--kills" => plan.kills = Some(value.parse().map_err(|_| wrong())?),
                "--seed" => plan.seed = value.parse().map_err(|_| wrong())?,
                _ => return Err(wrong()),
            }
        }
        Ok(plan)
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of epochs and kills")]
    fn run(&self) -> Result<(), Fault> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let length = Duration::from_secs_f64(self.minutes * 60.0);
        let kills = self.kills.unwrap_or((self.minutes * 200.0 / 60.0).ceil() as usize);
        let epoch = time_of_an_epoch(folder.path())?;
        // the two training runs share the processor
        let epochs = (length.as_secs_f64() / epoch.as_secs_f64()).max(60.0) as usize;
        println!("{epochs} epochs of {epoch:.1?}, {kills} kills");

        let undisturbed = Process::start(&folder.path().join("undisturbed.checkpoint"), epochs, Wanted::Everything)?;
        let killed = kills::run(folder.path(), epochs, length, kills, self.seed);
        let whole = undisturbed.end()?.expect_done()?;
        killed?.hold(&whole)?;
        println!("every run ended with the same bits; no epoch was lost");
        memory::does_not_grow(&whole)?;
        memory::limited(folder.path())?;
        disk::run(folder.path())?;
        shared::run((length / 10).max(Duration::from_secs(3)))
    }
}

/// Returns the time of an epoch with its checkpoint.
fn time_of_an_epoch(folder: &Path) -> Result<Duration, Fault> {
    let begin = Instant::now();
    Process::start(&folder.join("timed.checkpoint"), FEW, Wanted::Everything)?.end()?.expect_done()?;
    Ok(begin.elapsed() / u32::try_from(FEW).expect("a few"))
}
