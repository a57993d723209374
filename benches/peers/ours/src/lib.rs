//! This library as a peer: any network of it.

use mlp::prelude::*;
use mlp::{Batch, Loss, Network, State, Vector, Workspace};
use peer_protocol::{Runner, Task, time};
use std::hint::black_box;

/// Numbers as the inputs, outputs or targets of samples.
pub fn samples<X: Vector>(flat: &[f32]) -> Vec<X> {
    let mut samples = vec![X::ZERO; flat.len() / X::LEN];
    X::flatten_mut(&mut samples).copy_from_slice(flat);
    samples
}

/// A network that begins a cache line, which a heap does not promise.
#[repr(align(64))]
struct Aligned<N>(N);

fn network<N: Network>(task: &Task) -> Box<Aligned<N>> {
    let mut net = Box::new(Aligned(*N::boxed(0)));
    net.0.params_slice_mut().copy_from_slice(&task.params);
    net
}

/// Networks of up to so many parameters have no need for memory that they keep.
const FEW: usize = 64;

struct Forward<N: Network> {
    net: Box<Aligned<N>>,
    x: Vec<N::Input>,
    y: Vec<N::Output>,
}

impl<N: Network> Runner for Forward<N> {
    fn result(&mut self) -> Vec<f32> {
        self.net.0.forward_batch(&self.x, &mut self.y);
        N::Output::flatten(&self.y).to_vec()
    }
    fn time(&mut self, calls: usize) -> f64 {
        let Self { net, x, y } = self;
        if let [x] = x.as_slice() {
            return time(calls, || {
                black_box(black_box(&net.0).forward(black_box(x)));
            });
        }
        time(calls, || black_box(&net.0).forward_batch(black_box(x), black_box(y)))
    }
}

struct Training<N: Network, L: Loss<N>, O: Optimizer> {
    net: Box<Aligned<N>>,
    start: Vec<f32>,
    loss: L,
    optimizers: [O; 2],
    state: Box<State<N, O>>,
    workspace: Workspace,
    x: Vec<N::Input>,
    t: Vec<L::Target>,
}

impl<N: Network, L: Loss<N>, O: Optimizer> Training<N, L, O> {
    /// Returns the loss before the step.
    fn step(&mut self, optimizer: usize) -> f32 {
        let optimizer = &self.optimizers[optimizer];
        let (x, t) = (black_box(&self.x), black_box(&self.t));
        if N::PARAMS > FEW {
            self.net.0.train(self.loss, optimizer, &mut self.state, Batch::new(x, t).workspace(&mut self.workspace))
        } else {
            self.net.0.train_batch(self.loss, optimizer, &mut self.state, x, t)
        }
    }
}

impl<N: Network, L: Loss<N>, O: Optimizer> Runner for Training<N, L, O> {
    fn result(&mut self) -> Vec<f32> {
        self.state = State::boxed();
        self.net.0.params_slice_mut().copy_from_slice(&self.start);
        self.step(0);
        self.net.0.params_slice().to_vec()
    }
    fn steps(&mut self, count: usize) -> Vec<f32> {
        let mut found: Vec<f32> = (0..count).map(|_| self.step(0)).collect();
        found.extend_from_slice(self.net.0.params_slice());
        found
    }
    fn time(&mut self, calls: usize) -> f64 {
        time(calls, || {
            self.step(1);
        })
    }
}

/// Prepares outputs.
pub fn forward<N: Network>(task: &Task) -> Box<dyn Runner> {
    let x = samples(&task.x);
    Box::new(Forward::<N> { net: network(task), y: vec![N::Output::ZERO; x.len()], x })
}

/// Prepares training steps.
pub fn train<N: Network, L: Loss<N> + 'static>(task: &Task, loss: L, t: Vec<L::Target>) -> Box<dyn Runner>
where
    L::Target: 'static,
{
    let train = task.train.expect("a training");
    if train.adam {
        train_with::<N, L, _>(task, loss, t, train.rates.map(Adam::new))
    } else {
        train_with::<N, L, _>(task, loss, t, train.rates.map(Sgd::new))
    }
}

/// Prepares training steps of an optimizer, with the rates of the task.
pub fn train_with<N: Network, L: Loss<N> + 'static, O: Optimizer + 'static>(
    task: &Task,
    loss: L,
    t: Vec<L::Target>,
    optimizers: [O; 2],
) -> Box<dyn Runner>
where
    L::Target: 'static,
{
    let (state, workspace) = (State::boxed(), Workspace::new());
    let (net, start, x) = (network::<N>(task), task.params.clone(), samples(&task.x));
    Box::new(Training { net, start, loss, optimizers, state, workspace, x, t })
}
