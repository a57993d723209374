//! Several networks of one kind, trained from different beginnings, that answer together.

use crate::error::Error;
use crate::loss::Loss;
use crate::model::Vector;
use crate::network::Network;
use crate::optimizer::Optimizer;
use crate::train::history::History;
use crate::train::schedule::Schedule;
use crate::train::trainer::{Trainer, Validate, ValidatedBy};
use alloc::boxed::Box;
use alloc::vec::Vec;

/// Networks whose answers are averaged; how far they differ tells how sure they are (Lakshminarayanan et al. 2017).
///
/// Far from what they were trained on, networks that began differently answer differently.
///
/// ```
/// # use mlp::{Ensemble, Error, Loss, Network, Optimizer, Trainer};
/// /// Trains five networks; the mean and the spread of what they answer to the first input.
/// fn answer<N: Network, L: Loss<N>, O: Optimizer>(
///     trainer: &Trainer<L, O>,
///     inputs: &[N::Input],
///     targets: &[L::Target],
/// ) -> Result<[N::Output; 2], Error> {
///     let (ensemble, histories) = Ensemble::<N>::fit(trainer, 0..5, inputs, targets)?;
///     assert_eq!(histories.len(), 5);
///     let answer = ensemble.forward(&inputs[0]);
///     Ok([answer.mean, answer.deviation])
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Ensemble<N> {
    networks: Vec<Box<N>>,
}

/// What an ensemble answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread<Y> {
    /// For each output the mean of the networks' answers.
    pub mean: Y,
    /// For each output the standard deviation of the networks' answers, with `n - 1` in the denominator; 0 for a single
    /// network.
    pub deviation: Y,
}

impl<N: Network> Ensemble<N> {
    /// Trains a network for each seed, from which its first weights and its order of the samples follow.
    ///
    /// # Errors
    ///
    /// As [`Trainer::fit`], and if there are no seeds. A trainer with a checkpoint works for one seed only, since the file is of one.
    pub fn fit<L, O, V, S>(
        trainer: &Trainer<L, O, V, S>,
        seeds: impl IntoIterator<Item = u64>,
        inputs: &[N::Input],
        targets: &[L::Target],
    ) -> Result<(Self, Vec<History>), Error>
    where
        L: Loss<N>,
        O: Optimizer,
        V: Validate + Clone,
        N::Input: ValidatedBy<L::Target, V::Inputs, V::Targets>,
        S: Schedule,
    {
        let (mut networks, mut histories) = (Vec::new(), Vec::new());
        for seed in seeds {
            let mut net = N::boxed(seed);
            histories.push(trainer.clone().seed(seed).fit(&mut *net, inputs, targets)?);
            networks.push(net);
        }
        if networks.is_empty() {
            return Err(Error::Setting { name: "seeds", expected: "at least one" });
        }
        Ok((Self { networks }, histories))
    }

    /// An ensemble of networks that were trained elsewhere.
    #[must_use]
    pub const fn of(networks: Vec<Box<N>>) -> Self {
        Self { networks }
    }

    /// The networks, in the order of their seeds.
    #[must_use]
    pub fn networks(&self) -> impl ExactSizeIterator<Item = &N> {
        self.networks.iter().map(|net| &**net)
    }

    /// The mean and the spread of the answers to one sample.
    ///
    /// # Panics
    ///
    /// If there are no networks.
    #[must_use]
    pub fn forward(&self, input: &N::Input) -> Spread<N::Output> {
        assert!(!self.networks.is_empty(), "an ensemble without networks has no answer");
        let answers: Vec<N::Output> = self.networks.iter().map(|net| net.forward(input)).collect();
        let count = answers.len() as f32;
        let (mut mean, mut deviation) = (N::Output::ZERO, N::Output::ZERO);
        for (unit, (mean, deviation)) in mean.as_mut().iter_mut().zip(deviation.as_mut()).enumerate() {
            let of_unit = || answers.iter().map(|answer| answer.as_ref()[unit]);
            *mean = of_unit().sum::<f32>() / count;
            let squares: f32 = of_unit().map(|y| (y - *mean) * (y - *mean)).sum();
            *deviation = crate::simd::root::square_root(squares / (count - 1.0).max(1.0));
        }
        Spread { mean, deviation }
    }
}
