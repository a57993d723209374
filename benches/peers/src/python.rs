//! Peers in Python: `peers.py`, another process that does as it is told, so that its turns alternate with ours.

use crate::task::{Runner, Task};
use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;

struct Process {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Process {
    fn ask(&mut self, question: &str) -> String {
        let mut answer = String::new();
        let asked = writeln!(self.input, "{question}").and_then(|()| self.output.read_line(&mut answer));
        if asked.is_err() || answer.is_empty() {
            return format!("no: peers.py ended at `{question}`");
        }
        answer.trim().to_owned()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The interpreter that has the peers.
#[derive(Clone)]
pub struct Python {
    process: Rc<RefCell<Process>>,
    folder: PathBuf,
}

impl Python {
    pub fn start(python: &Path, folder: &Path) -> std::io::Result<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers.py");
        std::fs::create_dir_all(folder)?;
        let mut command = Command::new(python);
        let mut child = command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (input, output) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
        let process = Process { child, input, output: BufReader::new(output) };
        Ok(Self { process: Rc::new(RefCell::new(process)), folder: folder.to_owned() })
    }

    pub fn prepare(&self, peer: &'static str, task: &Task) -> Result<Box<dyn Runner>, String> {
        let file = self.folder.join(task.name.replace([' ', ','], "-"));
        let path = file.to_str().ok_or("a path that is not text")?.to_owned();
        self.write(task, &path).map_err(|error| error.to_string())?;
        let answer = self.process.borrow_mut().ask(&format!("prepare {peer} {path}"));
        if answer != "ok" {
            return Err(answer);
        }
        Ok(Box::new(Remote { python: self.clone(), peer, path }))
    }

    fn write(&self, task: &Task, path: &str) -> std::io::Result<()> {
        let numbers = [&task.params, &task.x, &task.t].into_iter().flatten();
        std::fs::write(path, numbers.flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>())?;
        let mut json = String::new();
        let rates = task.train.map_or([0.0; 2], |train| train.rates());
        let adam = task.train.is_some_and(|train| train.adam);
        let _ = write!(
            json,
            r#"{{"widths": {:?}, "activations": {:?}, "train": {}, "adam": {adam}, "rates": {rates:?}, "batch": {}}}"#,
            task.widths,
            task.activations,
            task.train.is_some(),
            task.batch
        );
        std::fs::write(format!("{path}.json"), json)
    }
}

struct Remote {
    python: Python,
    peer: &'static str,
    path: String,
}

impl Remote {
    fn ask(&self, command: &str, rest: &str) -> String {
        let Self { python, peer, path } = self;
        python.process.borrow_mut().ask(&format!("{command} {peer} {path} {rest}"))
    }
}

impl Runner for Remote {
    fn result(&mut self) -> Vec<f32> {
        let answer = self.ask("result", "");
        assert_eq!(answer, "ok", "{}", self.peer);
        let bytes = std::fs::read(format!("{}.{}", self.path, self.peer)).expect("the result that was just written");
        bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
    }
    fn time(&mut self, calls: usize) -> f64 {
        let answer = self.ask("time", &calls.to_string());
        answer.parse().unwrap_or_else(|_| panic!("{}: {answer}", self.peer))
    }
}
