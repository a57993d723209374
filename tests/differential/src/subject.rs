//! A network without its type, so that rustc compiles the comparisons once.

use crate::data::{Kind, Targets};
use mlp::{Loss, Network, Optimizer, State, Vector};

/// A target that can be taken from drawn ones.
pub trait Drawn: Copy + 'static {
    /// The targets of a batch.
    fn all(targets: &Targets) -> Vec<Self>;
}

impl<const N: usize> Drawn for [f32; N] {
    fn all(targets: &Targets) -> Vec<Self> {
        let Targets::Values(values) = targets else { panic!("the loss compares numbers") };
        values.as_chunks().0.to_vec()
    }
}

impl Drawn for usize {
    fn all(targets: &Targets) -> Vec<Self> {
        let Targets::Labels(labels) = targets else { panic!("the loss compares classes") };
        labels.clone()
    }
}

/// The targets that a loss takes.
pub(crate) fn kind(loss: mlp_reference::Loss) -> Kind {
    match loss {
        mlp_reference::Loss::Bce => Kind::Probabilities,
        mlp_reference::Loss::CrossEntropy => Kind::Labels,
        mlp_reference::Loss::SoftCrossEntropy => Kind::Distributions,
        _ => Kind::Values,
    }
}

/// All that is compared. Samples are given one after the other.
pub(crate) trait Subject: Sync {
    fn outputs(&self, inputs: &[f32]) -> Vec<f32>;
    fn output(&self, input: &[f32]) -> Vec<f32>;
    fn loss(&self, inputs: &[f32], targets: &Targets) -> f32;
    fn gradient(&self, inputs: &[f32], targets: &Targets) -> (f32, Vec<f32>);
    fn input_gradient(&self, input: &[f32], targets: &Targets, index: usize) -> (f32, Vec<f32>);
    fn jacobian(&self, input: &[f32]) -> Vec<f32>;
    fn jacobian_vector(&self, input: &[f32], vector: &[f32]) -> Vec<f32>;
    fn training(&self) -> Box<dyn Training + '_>;
}

/// A run of steps.
pub(crate) trait Training {
    fn step(&mut self, inputs: &[f32], targets: &Targets) -> f32;
    fn params(&self) -> Vec<f32>;
}

/// A network with its loss and its optimizer.
pub(crate) struct Typed<N, L, O> {
    pub(crate) net: N,
    pub(crate) loss: L,
    pub(crate) optimizer: O,
}

struct Run<'a, N: Network, L, O: Optimizer> {
    net: N,
    state: State<N, O>,
    loss: L,
    optimizer: &'a O,
}

fn rows<X: Vector>(values: &[f32]) -> Vec<X> {
    let mut rows = vec![X::ZERO; values.len() / X::LEN];
    X::flatten_mut(&mut rows).copy_from_slice(values);
    rows
}

impl<N, L, O> Subject for Typed<N, L, O>
where
    N: Network + Sync,
    L: Loss<N>,
    L::Target: Drawn,
    O: Optimizer + Sync,
{
    fn outputs(&self, inputs: &[f32]) -> Vec<f32> {
        let inputs: Vec<N::Input> = rows(inputs);
        let mut outputs = vec![N::Output::ZERO; inputs.len()];
        self.net.forward_batch(&inputs, &mut outputs);
        N::Output::flatten(&outputs).to_vec()
    }

    fn output(&self, input: &[f32]) -> Vec<f32> {
        self.net.forward(&rows(input)[0]).as_ref().to_vec()
    }

    fn loss(&self, inputs: &[f32], targets: &Targets) -> f32 {
        self.net.loss(self.loss, &rows::<N::Input>(inputs), &L::Target::all(targets))
    }

    fn gradient(&self, inputs: &[f32], targets: &Targets) -> (f32, Vec<f32>) {
        // what an earlier gradient left must not shine through
        let mut gradient = self.net.clone();
        let value = self.net.gradient(self.loss, &rows::<N::Input>(inputs), &L::Target::all(targets), &mut gradient);
        (value, gradient.params_slice().to_vec())
    }

    fn input_gradient(&self, input: &[f32], targets: &Targets, index: usize) -> (f32, Vec<f32>) {
        let (value, d_x) = self.net.input_gradient(self.loss, &rows(input)[0], L::Target::all(targets)[index]);
        (value, d_x.as_ref().to_vec())
    }

    fn jacobian(&self, input: &[f32]) -> Vec<f32> {
        let mut jacobian = vec![N::Input::ZERO; N::OUTPUTS];
        self.net.jacobian(&rows(input)[0], &mut jacobian);
        N::Input::flatten(&jacobian).to_vec()
    }

    fn jacobian_vector(&self, input: &[f32], vector: &[f32]) -> Vec<f32> {
        self.net.jacobian_vector(&rows(input)[0], &rows(vector)[0]).as_ref().to_vec()
    }

    fn training(&self) -> Box<dyn Training + '_> {
        let state = self.optimizer.init::<N>();
        Box::new(Run { net: self.net.clone(), state, loss: self.loss, optimizer: &self.optimizer })
    }
}

impl<N, L, O> Training for Run<'_, N, L, O>
where
    N: Network,
    L: Loss<N>,
    L::Target: Drawn,
    O: Optimizer,
{
    fn step(&mut self, inputs: &[f32], targets: &Targets) -> f32 {
        let (inputs, targets) = (rows::<N::Input>(inputs), L::Target::all(targets));
        self.net.train_batch(self.loss, self.optimizer, &mut self.state, &inputs, &targets)
    }

    fn params(&self) -> Vec<f32> {
        self.net.params_slice().to_vec()
    }
}
