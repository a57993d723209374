//! Sixteen threads answer with one shared network, while another trains a copy of it and puts the copy in its place.

use crate::Fault;
use mlp::prelude::*;
use mlp_fixtures::{bits, uniform};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

mlp! {
    /// Through kernels, and with memory from the heap where samples are many.
    struct Shared: 24 => 48 silu => 32 tanh => 5 softmax
}

const THREADS: usize = 16;
/// More than a chunk, so that long batches are split where there are several threads.
const SAMPLES: usize = 2_000;

/// A network with the bits of its answers, which were computed before any other thread had it.
struct Version {
    net: Shared,
    answers: Vec<u32>,
}

impl Version {
    fn new(net: &Shared, inputs: &[[f32; 24]]) -> Arc<Self> {
        let net = net.clone();
        let answers = answers(&net, inputs);
        Arc::new(Self { net, answers })
    }
}

/// All at once, and some of them one by one.
fn answers(net: &Shared, inputs: &[[f32; 24]]) -> Vec<u32> {
    let mut outputs = vec![[0.0; 5]; inputs.len()];
    net.forward_batch(inputs, &mut outputs);
    outputs.extend(inputs.iter().take(20).map(|x| net.forward(x)));
    bits(outputs.as_flattened())
}

/// The state that the threads share.
struct Load<'a> {
    inputs: &'a [[f32; 24]],
    /// The network of the beginning, which nobody changes.
    first: Arc<Version>,
    latest: RwLock<Arc<Version>>,
    over: AtomicBool,
    wrong: AtomicUsize,
    answered: AtomicUsize,
}

impl Load<'_> {
    fn answer(&self) {
        while !self.over.load(Ordering::Relaxed) {
            let latest = Arc::clone(&self.latest.read().expect("no thread panics"));
            for version in [&self.first, &latest] {
                let right = answers(&version.net, self.inputs) == version.answers;
                self.wrong.fetch_add(usize::from(!right), Ordering::Relaxed);
                self.answered.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Trains a copy, a few steps at a time, and returns its parameters at the end with the number of steps.
    fn train(&self, begin: Instant, length: Duration) -> (Vec<u32>, usize) {
        let mut training = Training::new(&self.first.net);
        while begin.elapsed() < length {
            training.step(self.inputs);
            *self.latest.write().expect("no thread panics") = Version::new(&training.net, self.inputs);
        }
        self.over.store(true, Ordering::Relaxed);
        (bits(training.net.params()), training.steps)
    }
}

struct Training {
    net: Shared,
    state: Box<mlp::State<Shared, Adam>>,
    targets: Vec<[f32; 5]>,
    steps: usize,
}

impl Training {
    fn new(net: &Shared) -> Self {
        let targets = (0..SAMPLES).map(|sample| std::array::from_fn(|class| f32::from(sample % 5 == class)));
        Self { net: net.clone(), state: mlp::State::boxed(), targets: targets.collect(), steps: 0 }
    }

    fn step(&mut self, inputs: &[[f32; 24]]) {
        let optimizer = Adam::new(0.002);
        self.net.train_batch(mlp::SoftCrossEntropy, &optimizer, &mut self.state, inputs, &self.targets);
        self.steps += 1;
    }
}

/// Every answer has the bits of its network, and the training those of one that is alone.
pub(crate) fn run(length: Duration) -> Result<(), Fault> {
    let inputs = uniform(SAMPLES, 1, 1.0);
    let first = Version::new(&Shared::seeded(1), &inputs);
    let load = Load {
        inputs: &inputs,
        latest: RwLock::new(Arc::clone(&first)),
        first,
        over: AtomicBool::new(false),
        wrong: AtomicUsize::new(0),
        answered: AtomicUsize::new(0),
    };
    let (trained, steps) = std::thread::scope(|scope| {
        (0..THREADS).for_each(|_| drop(scope.spawn(|| load.answer())));
        load.train(Instant::now(), length)
    });
    let mut alone = Training::new(&load.first.net);
    (0..steps).for_each(|_| alone.step(&inputs));
    let (wrong, answered) = (load.wrong.into_inner(), load.answered.into_inner());
    println!("{THREADS} threads gave {answered} times {SAMPLES} answers during {steps} steps of another");
    if wrong > 0 {
        return Err(format!("{wrong} of {answered} answers are not those of the network"));
    }
    if steps == 0 || answered < THREADS || trained != bits(alone.net.params()) {
        return Err("a training run beside threads that answer has other bits than one alone".to_owned());
    }
    Ok(())
}
