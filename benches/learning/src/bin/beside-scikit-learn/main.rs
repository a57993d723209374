//! Trains the same networks on the same samples as scikit-learn's `MLPClassifier` and `MLPRegressor`: `--python python3`,
//! `--seeds 10`, `--time`, `--write`.
//!
//! Each seed has a split of its own, which both sides get. `--write` puts the table into docs/scikit-learn.md, `--time` adds
//! a column to it that belongs to this machine.

mod networks;
mod report;
mod theirs;

use std::path::PathBuf;
use std::process::ExitCode;

use mlp_learning::{data_sets, document};

/// The markers around the table.
const MARKERS: [&str; 2] =
    ["<!-- beside scikit-learn: benches/learning/run --write -->", "<!-- end of beside scikit-learn -->"];

/// The settings that both sides have.
pub(crate) const EPOCHS: usize = 200;
pub(crate) const BATCH: usize = 200;
pub(crate) const RATE: f32 = 0.005;
/// The factor of the squares of the weights: scikit-learn divides it by the length of the batch.
pub(crate) const ALPHA: f32 = 1e-4;

/// The score of one run, accuracy or R2, and how long the training took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    pub(crate) score: f64,
    pub(crate) seconds: f64,
}

/// A data set with the runs of both sides, by seed.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) network: &'static str,
    pub(crate) metric: &'static str,
    pub(crate) ours: Vec<Run>,
    /// Ours with first weights and biases from scikit-learn's distribution, `init(xavier, xavier)`.
    pub(crate) drawn: Vec<Run>,
    pub(crate) theirs: Vec<Run>,
}

struct Arguments {
    python: PathBuf,
    seeds: u64,
    time: bool,
    write: bool,
}

fn main() -> ExitCode {
    match Arguments::read(std::env::args().skip(1)).and_then(|arguments| arguments.run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Self { python: "python3".into(), seeds: 10, time: false, write: false };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("`{word}` needs a value behind it"));
            match word.as_str() {
                "--python" => arguments.python = value()?.into(),
                "--seeds" => arguments.seeds = value()?.parse().map_err(|_| "`--seeds` needs a number".to_owned())?,
                "--time" => arguments.time = true,
                "--write" => arguments.write = true,
                _ => return Err(format!("`{word}` is none of `--python`, `--seeds`, `--time`, `--write`")),
            }
        }
        Ok(arguments)
    }

    fn run(&self) -> Result<(), String> {
        let sets = data_sets::all();
        let mut rows = Vec::new();
        for set in &sets {
            let Some(row) = networks::row(set, self.seeds).map_err(|error| format!("{}: {error}", set.name))? else {
                continue;
            };
            rows.push(row);
        }
        let version = theirs::run(&self.python, &sets, &mut rows, self.seeds)?;
        let text = report::text(&rows, &version, self.seeds, self.time);
        println!("{text}");
        if self.write {
            document::write(&document::path("scikit-learn.md"), MARKERS, &text).map_err(|error| error.to_string())?;
        }
        Ok(())
    }
}
