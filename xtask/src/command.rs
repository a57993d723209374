//! The commands, and how one runs.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::{self, ExitStatus};

/// A command of this project.
pub(crate) struct Command {
    pub(crate) name: &'static str,
    /// Its purpose, for the list.
    pub(crate) what: &'static str,
    /// The programs that run, one after the other, in the folder of the workspace.
    lines: &'static [Line],
}

/// Environment variables, a program and its arguments.
struct Line {
    environment: &'static [(&'static str, &'static str)],
    words: &'static [&'static str],
}

const fn line(words: &'static [&'static str]) -> Line {
    Line { environment: &[], words }
}

/// All of them, the most used first.
pub(crate) const COMMANDS: &[Command] = &[
    Command { name: "ci", what: "everything a machine can check, as CI does", lines: &[line(&[".ci/run"])] },
    Command {
        name: "bless",
        what: "accepts the expansions and compiler messages of now as the expected ones: look at the diff",
        lines: &[
            Line { environment: &[("BLESS", "1")], words: &["cargo", "test", "-q", "-p", "mlp-macros", "expansion"] },
            Line { environment: &[("TRYBUILD", "overwrite")], words: &["cargo", "test", "-q", "-p", "mlp-ui"] },
        ],
    },
    Command { name: "examples", what: "runs every example in release", lines: &[line(&[".ci/examples"])] },
    Command {
        name: "playground",
        what: "builds the page that trains networks in a browser; --open shows it",
        lines: &[line(&[
            "cargo",
            "run",
            "--quiet",
            "--manifest-path",
            "playground/Cargo.toml",
            "--package",
            "mlp-playground-page",
            "--",
        ])],
    },
    Command {
        name: "editor",
        what: "asks rust-analyzer what it shows of declarations",
        lines: &[line(&["tests/editor/run"])],
    },
    Command { name: "crates", what: "counts the crates that a user of `mlp` gets", lines: &[line(&[".ci/crates"])] },
    Command {
        name: "bench",
        what: "measures the workloads of docs/benchmarks.md; arguments choose some of them",
        lines: &[line(&["cargo", "bench", "--bench", "workloads", "--"])],
    },
    Command {
        name: "peers",
        what: "times the workloads as others compute them; --write puts the tables into docs/benchmarks.md and the README",
        lines: &[line(&["benches/peers/run"])],
    },
    Command {
        name: "shapes",
        what: "networks drawn from a seed beside loops and Eigen: --seed 7 --count 40 --level avx2 --native --markdown",
        lines: &[line(&["cargo", "bench", "--bench", "shapes", "--"])],
    },
    Command {
        name: "sweep",
        what: "what a multiply-add costs by width, depth and batch, with a picture",
        lines: &[line(&["cargo", "bench", "--bench", "sweep", "--"])],
    },
    Command {
        name: "compile",
        what: "what networks cost the compiler and add to a program; --write puts the tables into docs/compile-time.md",
        lines: &[line(&["benches/compile/run"])],
    },
    Command {
        name: "firmware",
        what: "flash, stack and instructions on microcontrollers, beside C by hand: --check --integers --write \"4 => 16 relu => 2\"",
        lines: &[line(&["benches/firmware/run"])],
    },
    Command {
        name: "first-weights",
        what: "trains networks from different first weights and biases; --write puts the tables into docs/first-weights.md, --quick tests it",
        lines: &[line(&[
            "cargo",
            "run",
            "--quiet",
            "--release",
            "--package",
            "mlp-learning",
            "--bin",
            "first-weights",
            "--",
        ])],
    },
    Command {
        name: "scikit-learn",
        what: "trains the same networks as scikit-learn on the same samples: --seeds 10 --time; --write fills docs/scikit-learn.md",
        lines: &[line(&["benches/learning/run"])],
    },
    Command {
        name: "targets",
        what: "the tests on emulated and freestanding targets; arguments choose some of them",
        lines: &[line(&[".ci/targets"])],
    },
    Command {
        name: "differential",
        what: "networks drawn from a seed, compiled and compared with the reference: --networks 10000 --seed 7 --only 17",
        lines: &[line(&["cargo", "run", "--quiet", "--package", "mlp-differential", "--bin", "draw", "--"])],
    },
    Command {
        name: "mutants",
        what: "faults made on purpose, to see a test fail: --by-hand [WORD], or --shard 0/8 --file GLOB of cargo-mutants",
        lines: &[line(&["tests/mutants/run"])],
    },
    Command {
        name: "exhaustive",
        what: "holds the elementary functions against f64 for every f32: takes long",
        lines: &[Line {
            environment: &[("MLP_EXHAUSTIVE", "1")],
            words: &["cargo", "test", "--release", "-p", "mlp-core", "math", "--"],
        }],
    },
];

impl Command {
    /// Runs its lines until one fails; `arguments` are added to the last.
    pub(crate) fn run(&self, arguments: &[String]) -> Result<(), Failure> {
        let last = self.lines.len() - 1;
        for (index, line) in self.lines.iter().enumerate() {
            let more = if index == last { arguments } else { &[] };
            let (program, first) = line.words.split_first().expect("a line begins with a program");
            // scripts of the project are named from its folder on, wherever this is called
            let script = workspace().join(program);
            let mut command =
                if script.is_file() { process::Command::new(script) } else { process::Command::new(program) };
            command.args(first).args(more).envs(line.environment.iter().copied()).current_dir(workspace());
            let status = command.status().map_err(|error| Failure::Start { program, error })?;
            if !status.success() {
                return Err(Failure::Status { program, status });
            }
        }
        Ok(())
    }
}

/// Why a command ended early.
pub(crate) enum Failure {
    Start { program: &'static str, error: io::Error },
    Status { program: &'static str, status: ExitStatus },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start { program, error } => write!(f, "`{program}` could not be started: {error}"),
            Self::Status { program, status } => write!(f, "`{program}` ended with {status}"),
        }
    }
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace is above this package")
}

#[cfg(test)]
mod tests {
    use super::{COMMANDS, workspace};

    #[test]
    fn every_script_is_there() {
        for command in COMMANDS {
            for line in command.lines {
                let program = line.words[0];
                let there = program == "cargo" || workspace().join(program).is_file();
                assert!(there, "`{}` runs `{program}`, which is missing", command.name);
            }
        }
    }

    #[test]
    fn names_are_unique() {
        for (index, command) in COMMANDS.iter().enumerate() {
            assert!(COMMANDS[..index].iter().all(|other| other.name != command.name), "`{}` twice", command.name);
        }
    }
}
