//! Trains one network from every candidate.

use mlp::Error;
use mlp::prelude::*;
use mlp_learning::data_sets::{Part, Parts};

use crate::candidates::{self, Length};
use crate::draw::{self, Candidate};

/// How much is trained.
pub(crate) struct Effort {
    pub(crate) seeds: u64,
    /// The epochs of short runs.
    pub(crate) epochs: usize,
    /// The epochs of long runs.
    pub(crate) long: usize,
    /// Seeds and epochs of the table of the parity.
    pub(crate) parity: (u64, usize),
}

impl Effort {
    pub(crate) const FULL: Self = Self { seeds: 5, epochs: 25, long: 200, parity: (400, 100) };
    pub(crate) const QUICK: Self = Self { seeds: 1, epochs: 1, long: 1, parity: (2, 1) };
}

/// The loss of a run whose loss became larger than this, or was not finite.
pub(crate) const WORST: f64 = 10.0;

pub(crate) const BATCH: usize = 32;
pub(crate) const SGD_RATE: f32 = 0.05;
pub(crate) const ADAM_RATE: f32 = 0.01;

/// The losses of one network with one optimizer.
pub(crate) struct Outcome {
    pub(crate) activation: &'static str,
    pub(crate) length: Length,
    /// For each of the distinct candidates of this length, the mean over seeds of the smallest loss of the samples not trained on.
    pub(crate) losses: Vec<f64>,
}

/// The networks of one data set.
pub(crate) struct Job<'a> {
    /// The number of the data set.
    pub(crate) number: usize,
    /// How long the next networks train.
    pub(crate) length: Length,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) parts: &'a Parts,
    pub(crate) effort: &'a Effort,
}

impl Job<'_> {
    pub(crate) fn numbers<N, const I: usize, const O: usize>(
        &mut self,
        activation: &'static str,
        widths: &[usize],
    ) -> Result<(), Error>
    where
        N: Network<Input = [f32; I], Output = [f32; 1]>,
        Mse: Loss<N, Target = [f32; 1]>,
    {
        let [train, test] = [&self.parts.train, &self.parts.test].map(Part::single);
        self.run::<N, I, O, Mse>(Mse, [&train, &test], activation, widths)
    }

    pub(crate) fn binary<N, const I: usize, const O: usize>(
        &mut self,
        activation: &'static str,
        widths: &[usize],
    ) -> Result<(), Error>
    where
        N: Network<Input = [f32; I], Output = [f32; 1]>,
        Bce: Loss<N, Target = [f32; 1]>,
    {
        let [train, test] = [&self.parts.train, &self.parts.test].map(Part::single);
        self.run::<N, I, O, Bce>(Bce, [&train, &test], activation, widths)
    }

    pub(crate) fn classes<N, const I: usize, const O: usize>(
        &mut self,
        activation: &'static str,
        widths: &[usize],
    ) -> Result<(), Error>
    where
        N: Network<Input = [f32; I]>,
        CrossEntropy: Loss<N, Target = usize>,
    {
        let (train, test) = (self.parts.train.classes(), self.parts.test.classes());
        self.run::<N, I, O, CrossEntropy>(CrossEntropy, [train, test], activation, widths)
    }

    /// Trains from each candidate: with both optimizers, or longer with Adam.
    fn run<N, const I: usize, const O: usize, L>(
        &mut self,
        loss: L,
        targets: [&[L::Target]; 2],
        activation: &'static str,
        hidden: &[usize],
    ) -> Result<(), Error>
    where
        N: Network<Input = [f32; I]>,
        L: Loss<N> + Copy,
    {
        let inputs = [&self.parts.train, &self.parts.test].map(Part::arrays::<I>);
        let widths: Vec<usize> = [&[I], hidden, &[O]].concat();
        let (optimizers, epochs): (&[bool], _) = match self.length {
            Length::Short => (&[false, true], self.effort.epochs),
            Length::Long => (&[true], self.effort.long),
        };
        for adam in optimizers {
            let mut losses = Vec::new();
            for candidate in candidates::distinct(self.length) {
                let mut sum = 0.0;
                for seed in 0..self.effort.seeds {
                    let net = first::<N>(&widths, candidate, seed);
                    let trained = if *adam {
                        smallest(net, loss, Adam::new(ADAM_RATE), &inputs, targets, (epochs, seed))
                    } else {
                        smallest(net, loss, Sgd::new(SGD_RATE), &inputs, targets, (epochs, seed))
                    };
                    sum += trained?;
                }
                losses.push(sum / self.effort.seeds as f64);
            }
            self.outcomes.push(Outcome { activation, length: self.length, losses });
        }
        Ok(())
    }
}

/// Returns a network with the first parameters of a candidate.
#[expect(clippy::unnecessary_box_returns, reason = "the larger networks do not belong on the stack")]
pub(crate) fn first<N: Network>(widths: &[usize], candidate: Candidate, seed: u64) -> Box<N> {
    let mut net = N::boxed(0);
    draw::parameters(net.params_slice_mut(), widths, candidate, seed);
    net
}

/// Trains and returns the smallest loss of the test samples after an epoch.
#[expect(clippy::boxed_local, reason = "the larger networks do not belong on the stack")]
fn smallest<N, L, O, const I: usize>(
    mut net: Box<N>,
    loss: L,
    optimizer: O,
    [train, test]: &[Vec<[f32; I]>; 2],
    [train_targets, test_targets]: [&[L::Target]; 2],
    (epochs, seed): (usize, u64),
) -> Result<f64, Error>
where
    N: Network<Input = [f32; I]>,
    L: Loss<N>,
    O: Optimizer,
{
    let trainer = Trainer::new(loss, optimizer).epochs(epochs).batch_size(BATCH).seed(seed);
    match trainer.validate(test, test_targets).fit(&mut *net, train, train_targets) {
        Ok(history) => {
            let smallest = history.validation_losses().iter().copied().fold(f32::INFINITY, f32::min);
            Ok(f64::from(smallest).min(WORST))
        }
        Err(Error::Diverged { .. }) => Ok(WORST),
        Err(error) => Err(error),
    }
}
