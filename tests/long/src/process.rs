//! A training run in a process of its own, and what it told.

use crate::Fault;
use crate::training::FAILED;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::JoinHandle;

/// The limits of a process.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Wanted {
    Everything,
    /// No file may be as long as a checkpoint: what is written ends early, as on a disk that is full.
    NoFiles,
    /// So many KiB of addresses.
    Memory(usize),
}

/// A training run that may be killed.
pub(crate) struct Process {
    child: Child,
    lines: JoinHandle<Told>,
}

/// The report of a training run.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// The first and the last epoch.
    pub(crate) first: Option<usize>,
    pub(crate) last: Option<usize>,
    /// The memory after each epoch, in KiB.
    pub(crate) memory: Vec<u64>,
    pub(crate) digest: Option<String>,
    pub(crate) error: Option<String>,
}

impl Process {
    /// Starts a run, or goes on with the one whose checkpoint is at `path`.
    pub(crate) fn start(path: &Path, epochs: usize, wanted: Wanted) -> Result<Self, Fault> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut command = match wanted {
            Wanted::Everything => Command::new(program),
            Wanted::NoFiles => limited("trap '' XFSZ; ulimit -f 1", &program),
            Wanted::Memory(kilobytes) => limited(&format!("ulimit -v {kilobytes}"), &program),
        };
        command.arg("train").arg(path).arg(epochs.to_string()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| format!("a training run could not be started: {error}"))?;
        let output = child.stdout.take().expect("its output");
        let lines = std::thread::spawn(move || listen(output));
        Ok(Self { child, lines })
    }

    pub(crate) fn is_over(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|status| status.is_some())
    }

    /// Kills it, if it is not over.
    pub(crate) fn kill(mut self) -> Result<Told, Fault> {
        self.child.kill().map_err(|error| error.to_string())?;
        self.end()
    }

    /// Waits for its end.
    pub(crate) fn end(mut self) -> Result<Told, Fault> {
        let status = self.child.wait().map_err(|error| error.to_string())?;
        let told = self.lines.join().map_err(|_| "a training run told what nobody understands".to_owned())?;
        let as_told = match status.code() {
            Some(0) => told.digest.is_some(),
            Some(code) => code == i32::from(FAILED) && told.error.is_some(),
            None => true,
        };
        if as_told { Ok(told) } else { Err(format!("a training run ended with {status}: {told:?}")) }
    }
}

/// A program behind a command of the shell that limits it.
fn limited(command: &str, program: &Path) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("{command}; exec \"$0\" \"$@\"")).arg(program);
    shell
}

fn listen(output: ChildStdout) -> Told {
    let mut told = Told::default();
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        match line.split_once(' ').expect("a word and what it is about") {
            ("epoch", rest) => {
                let (epoch, memory) = rest.split_once(' ').expect("two numbers");
                let epoch = epoch.parse().expect("an epoch");
                told.first.get_or_insert(epoch);
                told.last = Some(epoch);
                told.memory.push(memory.parse().expect("a size"));
            }
            ("done", digest) => told.digest = Some(digest.to_owned()),
            ("error", error) => told.error = Some(error.to_owned()),
            (word, _) => panic!("`{word}` is no word of a training run"),
        }
    }
    told
}

impl Told {
    /// A run that came to its end.
    pub(crate) fn expect_done(self) -> Result<Self, Fault> {
        if self.digest.is_some() { Ok(self) } else { Err(format!("a training run did not come to its end: {self:?}")) }
    }

    /// A run that ended with an error that has `text` in it.
    pub(crate) fn expect_error(&self, text: &str) -> Result<(), Fault> {
        match &self.error {
            Some(error) if error.contains(text) => Ok(()),
            _ => Err(format!("expected an error with `{text}`: {self:?}")),
        }
    }

    /// A run that ended with the bits of another one.
    pub(crate) fn hold(&self, other: &Self) -> Result<(), Fault> {
        match (&self.digest, &other.digest) {
            (Some(found), Some(expected)) if found == expected => Ok(()),
            (found, expected) => Err(format!("{found:?} are not the bits of the undisturbed run, {expected:?}")),
        }
    }
}
