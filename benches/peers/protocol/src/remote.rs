//! Peers in other processes, which do as they are told, so that their turns alternate with ours: see [the protocol](crate).

use crate::{Prepared, Runner, Task, numbers};
use std::cell::RefCell;
use std::io::{self, BufRead, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;

struct Process {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Process {
    fn start(command: &mut Command) -> io::Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (input, output) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
        Ok(Self { child, input, output: BufReader::new(output) })
    }

    fn ask(&mut self, question: &str) -> String {
        let mut answer = String::new();
        let asked = writeln!(self.input, "{question}").and_then(|()| self.output.read_line(&mut answer));
        if asked.is_err() || answer.is_empty() {
            return format!("no: it ended at `{question}`");
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

/// A program that has one or more peers.
#[derive(Clone)]
pub struct Program {
    process: Rc<RefCell<Process>>,
    folder: PathBuf,
}

impl Program {
    pub fn start(command: &mut Command) -> io::Result<Self> {
        Self::start_in(command, std::env::temp_dir().join(format!("mlp-peers-{}", std::process::id())))
    }

    /// Starts a program whose tasks are written into a folder.
    pub fn start_in(command: &mut Command, folder: PathBuf) -> io::Result<Self> {
        std::fs::create_dir_all(&folder)?;
        Ok(Self { process: Rc::new(RefCell::new(Process::start(command)?)), folder })
    }

    /// Its reply to a line.
    pub fn ask(&self, question: &str) -> String {
        self.process.borrow_mut().ask(question)
    }

    pub fn prepare(&self, peer: &'static str, task: &Task) -> Prepared {
        let file = self.folder.join(task.name.replace([' ', ','], "-"));
        let path = file.to_str().ok_or("a path that is not text")?.to_owned();
        task.write(&file).map_err(|error| error.to_string())?;
        let answer = self.ask(&format!("prepare {peer} {path}"));
        let Some(form) = answer.strip_prefix("ok") else { return Err(answer) };
        let form = form.trim().to_owned();
        Ok(Box::new(Remote { program: self.clone(), peer, path, form }))
    }
}

struct Remote {
    program: Program,
    peer: &'static str,
    path: String,
    form: String,
}

impl Remote {
    fn ask(&self, command: &str, rest: &str) -> String {
        let Self { program, peer, path, .. } = self;
        program.ask(&format!("{command} {peer} {path} {rest}"))
    }
    /// The numbers that it writes when it is asked.
    fn written(&self, command: &str, rest: &str) -> Vec<f32> {
        let answer = self.ask(command, rest);
        assert_eq!(answer, "ok", "{}", self.peer);
        numbers(&format!("{}.{}", self.path, self.peer)).expect("the result that was just written")
    }
}

impl Runner for Remote {
    fn result(&mut self) -> Vec<f32> {
        self.written("result", "")
    }
    fn steps(&mut self, count: usize) -> Vec<f32> {
        self.written("steps", &count.to_string())
    }
    fn time(&mut self, calls: usize) -> f64 {
        let answer = self.ask("time", &calls.to_string());
        answer.parse().unwrap_or_else(|_| panic!("{}: {answer}", self.peer))
    }
    fn form(&self) -> &str {
        &self.form
    }
}
