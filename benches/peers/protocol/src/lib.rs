//! The tasks of all peers, and the protocol that tells a peer in another process to do one.
//!
//! A peer reads lines and answers each with a line:
//!
//! ```text
//! prepare PEER FILE     ->  ok and its form, if it chose one, or no and why not
//! result PEER FILE      ->  ok, numbers written to FILE.PEER
//! steps PEER FILE COUNT ->  ok, the losses before so many steps and then all parameters, written to FILE.PEER
//! time PEER FILE CALLS  ->  nanoseconds of a call
//! ```
//!
//! `FILE` has the numbers of a task, `FILE.txt` the rest.

pub mod remote;

use std::collections::HashMap;
use std::hint::black_box;
use std::io::{self, BufRead, Write};
use std::path::Path;

/// An answer or a training step of one network, for a batch of one size.
pub struct Task {
    pub name: String,
    /// Widths, from the inputs to the outputs.
    pub widths: Vec<usize>,
    /// The activation of hidden layers, and of the last one.
    pub activations: [String; 2],
    pub train: Option<Train>,
    pub batch: usize,
    /// For each layer `weights[input][unit]`, then `biases[unit]`.
    pub params: Vec<f32>,
    /// `x[sample][input]`
    pub x: Vec<f32>,
    /// `t[sample][output]`
    pub t: Vec<f32>,
}

/// How parameters change.
#[derive(Clone, Copy)]
pub struct Train {
    /// The derivatives of the loss with respect to the last sums are `scale * (y - t)`: with 1 over the number of terms
    /// for both cross-entropies, with 2 over it for the squared error.
    pub scale: f32,
    pub adam: bool,
    /// The rate of the step that is compared, and that of those that are timed, which leaves the weights where they are.
    pub rates: [f32; 2],
}

/// One peer's way to do a task.
pub trait Runner {
    /// The answers, or the parameters after one step.
    fn result(&mut self) -> Vec<f32>;
    /// The losses before so many steps and then all parameters; nothing, if it has no losses.
    fn steps(&mut self, _count: usize) -> Vec<f32> {
        Vec::new()
    }
    /// Nanoseconds of a call, over so many.
    fn time(&mut self, calls: usize) -> f64;
    /// Which of several forms it chose for the task; nothing, if it has but one.
    fn form(&self) -> &str {
        ""
    }
}

/// A peer that does one task; [`runner`] makes the rest of it.
pub trait Peer: 'static {
    /// Answers to all samples.
    fn answer(&mut self);
    /// The last reply.
    fn answers(&mut self) -> Vec<f32>;
    /// A step of training.
    fn step(&mut self, rate: f32);
    fn params(&mut self) -> Vec<f32>;
}

struct Run<P> {
    peer: P,
    train: Option<Train>,
    t: Vec<f32>,
    head: String,
}

/// Asked for its result once, first.
impl<P: Peer> Runner for Run<P> {
    fn result(&mut self) -> Vec<f32> {
        let Some(train) = self.train else {
            self.peer.answer();
            return self.peer.answers();
        };
        self.peer.step(train.rates[0]);
        self.peer.params()
    }
    fn steps(&mut self, count: usize) -> Vec<f32> {
        let rate = self.train.expect("a training").rates[0];
        let mut found = Vec::new();
        for _ in 0..count {
            self.peer.answer();
            found.push(loss(&self.head, &self.peer.answers(), &self.t));
            self.peer.step(rate);
        }
        found.extend(self.peer.params());
        found
    }
    fn time(&mut self, calls: usize) -> f64 {
        match self.train {
            Some(train) => time(calls, || black_box(&mut self.peer).step(train.rates[1])),
            None => time(calls, || black_box(&mut self.peer).answer()),
        }
    }
}

/// A peer that was made for a task.
pub fn runner<P: Peer>(task: &Task, peer: P) -> Prepared {
    Ok(Box::new(Run { peer, train: task.train, t: task.t.clone(), head: task.activations[1].clone() }))
}

/// The mean loss that belongs to the last activation: the cross-entropy with softmax, that of a coin with sigmoid, the
/// squared error else.
pub fn loss(head: &str, outputs: &[f32], targets: &[f32]) -> f32 {
    let logarithm = |t: f32, y: f32| if t == 0.0 { 0.0 } else { -t * y.ln() };
    let term = |(y, t): (&f32, &f32)| match head {
        "softmax" => logarithm(*t, *y),
        "sigmoid" => logarithm(*t, *y) + logarithm(1.0 - t, 1.0 - y),
        _ => (y - t) * (y - t),
    };
    let sum: f32 = outputs.iter().zip(targets).map(term).sum();
    let terms = if head == "softmax" { targets.iter().sum() } else { targets.len() as f32 };
    sum / terms
}

/// As many calls as take some nanoseconds.
pub fn calls(runner: &mut dyn Runner, nanoseconds: f64) -> usize {
    let mut calls = 1;
    loop {
        let time = runner.time(calls) * calls as f64;
        if time >= nanoseconds / 4.0 {
            return ((nanoseconds / time * calls as f64) as usize).max(1);
        }
        calls *= 4;
    }
}

/// [`Runner::time`] of a closure.
pub fn time(calls: usize, mut call: impl FnMut()) -> f64 {
    let start = std::time::Instant::now();
    for _ in 0..calls {
        call();
    }
    start.elapsed().as_secs_f64() * 1e9 / calls as f64
}

fn bytes(numbers: &[f32]) -> Vec<u8> {
    numbers.iter().flat_map(|x| x.to_le_bytes()).collect()
}

/// The numbers of a file of [`Runner::result`]s.
pub fn numbers(path: &str) -> io::Result<Vec<f32>> {
    Ok(std::fs::read(path)?.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
}

impl Task {
    pub fn outputs(&self) -> usize {
        self.widths[self.widths.len() - 1]
    }

    /// Inputs and units of each layer, its weights and its biases.
    pub fn layers(&self) -> Vec<([usize; 2], &[f32], &[f32])> {
        let mut rest = self.params.as_slice();
        let layer = |pair: &[usize]| {
            let [inputs, units] = [pair[0], pair[1]];
            let (weights, after) = rest.split_at(inputs * units);
            let (biases, after) = after.split_at(units);
            rest = after;
            ([inputs, units], weights, biases)
        };
        self.widths.windows(2).map(layer).collect()
    }

    /// The class of each sample, for softmax.
    pub fn classes(&self) -> Vec<usize> {
        let class = |t: &[f32]| t.iter().position(|t| *t == 1.0).expect("a class");
        self.t.chunks(self.outputs()).map(class).collect()
    }

    pub fn write(&self, path: &Path) -> io::Result<()> {
        let parts: Vec<u8> = [&self.params, &self.x, &self.t].into_iter().flat_map(|part| bytes(part)).collect();
        std::fs::write(path, parts)?;
        let widths: Vec<String> = self.widths.iter().map(ToString::to_string).collect();
        let train = self.train.unwrap_or(Train { scale: 0.0, adam: false, rates: [0.0; 2] });
        let [hidden, last] = &self.activations;
        let text = format!(
            "name {}\nwidths {}\nactivations {hidden} {last}\nbatch {}\ntrain {}\nadam {}\nrates {:e} {:e}\nscale {:e}\n",
            self.name,
            widths.join(" "),
            self.batch,
            u8::from(self.train.is_some()),
            u8::from(train.adam),
            train.rates[0],
            train.rates[1],
            train.scale,
        );
        std::fs::write(path.with_extension("txt"), text)
    }

    /// The text that [`write`](Self::write) wrote.
    pub fn read(path: &str) -> io::Result<Self> {
        let text = std::fs::read_to_string(format!("{path}.txt"))?;
        let lines: HashMap<&str, &str> = text.lines().filter_map(|line| line.split_once(' ')).collect();
        let list = |key: &str| lines[key].split(' ').map(|word| word.parse().expect("a number")).collect::<Vec<f32>>();
        let widths: Vec<usize> = list("widths").iter().map(|width| *width as usize).collect();
        let (hidden, last) = lines["activations"].split_once(' ').expect("two activations");
        let batch = list("batch")[0] as usize;
        let (rates, scale, adam) = (list("rates"), list("scale")[0], lines["adam"] == "1");
        let mut params = numbers(path)?;
        let mut x = params.split_off(widths.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum());
        let t = x.split_off(batch * widths[0]);
        Ok(Self {
            name: lines["name"].into(),
            activations: [hidden.into(), last.into()],
            train: (lines["train"] == "1").then_some(Train { scale, adam, rates: [rates[0], rates[1]] }),
            widths,
            batch,
            params,
            x,
            t,
        })
    }
}

/// How a peer prepares a task, or why it cannot.
pub type Prepared = Result<Box<dyn Runner>, String>;

/// Does as it is told, until nobody asks any more.
pub fn serve(prepare: impl Fn(&str, &Task) -> Prepared) {
    let mut runners: HashMap<String, Box<dyn Runner>> = HashMap::new();
    for line in io::stdin().lock().lines() {
        let line = line.expect("a line");
        let words: Vec<&str> = line.split(' ').collect();
        let [command, peer, path] = [words[0], words[1], words[2]];
        let key = format!("{peer} {path}");
        let answer = match command {
            "prepare" => {
                match Task::read(path).map_err(|error| error.to_string()).and_then(|task| prepare(peer, &task)) {
                    Ok(runner) => {
                        runners.insert(key, runner);
                        "ok".into()
                    }
                    Err(reason) => format!("no: {}", reason.replace('\n', " ")),
                }
            }
            "result" | "steps" => {
                let runner = runners.get_mut(&key).expect("a prepared task");
                let result = match words.get(3).filter(|_| command == "steps") {
                    Some(count) => runner.steps(count.parse().expect("a number of steps")),
                    None => runner.result(),
                };
                std::fs::write(format!("{path}.{peer}"), bytes(&result))
                    .map_or_else(|e| format!("no: {e}"), |()| "ok".into())
            }
            _ => {
                let calls = words[3].parse().expect("a number of calls");
                runners.get_mut(&key).expect("a prepared task").time(calls).to_string()
            }
        };
        println!("{answer}");
        io::stdout().flush().expect("somebody who asks");
    }
}
