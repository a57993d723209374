//! Draws networks by a seed, writes them as programs, compiles and runs these: `--networks 60 --seed 1`.
//!
//! A program has thirty networks; every second one has the feature `rayon`. Programs that were good are remembered in
//! `target/differential`, so that a long run can be ended and goes on. `--again` forgets them, `--only 17` runs the
//! program of one network alone.

mod declaration;
mod program;
mod setting;

use std::process::ExitCode;

/// The networks of one program: rustc takes about a minute for them.
const OF_A_PROGRAM: usize = 30;

fn main() -> ExitCode {
    match Arguments::read(std::env::args().skip(1)).and_then(|arguments| arguments.run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

struct Arguments {
    networks: usize,
    seed: u64,
    again: bool,
    only: Option<usize>,
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Self { networks: 60, seed: 1, again: false, only: None };
        while let Some(word) = words.next() {
            if word == "--again" {
                arguments.again = true;
                continue;
            }
            let value = words.next().and_then(|value| value.parse().ok());
            let number: u64 = value.ok_or_else(|| format!("`{word}` needs a number behind it"))?;
            let size = usize::try_from(number).map_err(|error| error.to_string())?;
            match word.as_str() {
                "--networks" => arguments.networks = size,
                "--seed" => arguments.seed = number,
                "--only" => arguments.only = Some(size),
                _ => return Err(format!("`{word}` is none of `--networks`, `--seed`, `--only`, `--again`")),
            }
        }
        Ok(arguments)
    }

    fn run(&self) -> Result<(), String> {
        if let Some(network) = self.only {
            return program::run(self.seed, network / OF_A_PROGRAM, network..network + 1, true);
        }
        let mut faulty = Vec::new();
        for (index, first) in (0..self.networks).step_by(OF_A_PROGRAM).enumerate() {
            let networks = first..(first + OF_A_PROGRAM).min(self.networks);
            if let Err(error) = program::run(self.seed, index, networks, self.again) {
                eprintln!("{error}");
                faulty.push(index);
            }
        }
        if faulty.is_empty() { Ok(()) } else { Err(format!("these programs of seed {} failed: {faulty:?}", self.seed)) }
    }
}
