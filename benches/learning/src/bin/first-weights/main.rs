//! Measures how well networks learn from different first weights: `--quick`, `--write`, `--threads 4`.
//!
//! Each candidate trains the same networks on the same samples in the same order, from several seeds. `--quick` only shows
//! that the command works. `--write` puts the tables into docs/first-weights.md.

mod candidates;
mod draw;
mod job;
mod measure;
mod networks;
mod parity;
mod report;

use std::process::ExitCode;

use mlp_learning::document;

use job::Effort;

/// The markers around the tables.
const MARKERS: [&str; 2] =
    ["<!-- first weights: cargo xtask first-weights --write -->", "<!-- end of first weights -->"];

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut words: impl Iterator<Item = String>) -> Result<(), String> {
    let (mut effort, mut write) = (Effort::FULL, false);
    let mut threads = std::thread::available_parallelism().map_or(1, usize::from);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--quick" => effort = Effort::QUICK,
            "--write" => write = true,
            "--threads" => {
                let number = words.next().and_then(|number| number.parse().ok()).filter(|number| *number > 0);
                threads = number.ok_or("`--threads` needs a number above 0 behind it")?;
            }
            _ => return Err(format!("`{word}` is none of `--quick`, `--write`, `--threads`")),
        }
    }
    let outcomes = measure::all(&effort, threads).map_err(|error| error.to_string())?;
    let parity = parity::table(&effort, threads).map_err(|error| error.to_string())?;
    let text = report::text(&effort, &outcomes, &parity);
    println!("{text}");
    if write {
        document::write(&document::path("first-weights.md"), MARKERS, &text).map_err(|error| error.to_string())?;
    }
    Ok(())
}
