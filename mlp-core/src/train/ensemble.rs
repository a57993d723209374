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
///     Ok([answer.mean, answer.std])
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Ensemble<N> {
    /// At least one.
    networks: Vec<Box<N>>,
}

/// What an ensemble answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread<Y> {
    /// For each output the mean of the networks' answers.
    pub mean: Y,
    /// For each output the sample standard deviation of the networks' answers: `n - 1` in the denominator, as PyTorch's
    /// `std`; 0 for a single network.
    pub std: Y,
}

impl<N: Network> Ensemble<N> {
    /// Trains a network for each seed, from which its first weights and its order of the samples follow.
    ///
    /// # Errors
    ///
    /// As [`Trainer::fit`], and [`Error::NoNetworks`] if there are no seeds. A trainer with a checkpoint works for one seed only, since the file is of one.
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
        Ok((Self::from_networks(networks)?, histories))
    }

    /// Returns an ensemble of networks that were trained elsewhere.
    ///
    /// # Errors
    ///
    /// [`Error::NoNetworks`] if there is none.
    pub fn from_networks(networks: Vec<Box<N>>) -> Result<Self, Error> {
        if networks.is_empty() { Err(Error::NoNetworks) } else { Ok(Self { networks }) }
    }

    /// The networks, in the order of their seeds.
    #[must_use]
    pub fn networks(&self) -> impl ExactSizeIterator<Item = &N> {
        self.networks.iter().map(|net| &**net)
    }

    /// Returns the mean and the standard deviation of the networks' outputs for one sample.
    #[must_use]
    pub fn forward(&self, input: &N::Input) -> Spread<N::Output> {
        let answers: Vec<N::Output> = self.networks.iter().map(|net| net.forward(input)).collect();
        let count = answers.len() as f32;
        let (mut mean, mut std) = (N::Output::ZERO, N::Output::ZERO);
        for (unit, (mean, std)) in mean.as_mut().iter_mut().zip(std.as_mut()).enumerate() {
            let of_unit = || answers.iter().map(|answer| answer.as_ref()[unit]);
            *mean = of_unit().sum::<f32>() / count;
            let squares: f32 = of_unit().map(|y| (y - *mean) * (y - *mean)).sum();
            *std = crate::simd::root::square_root(squares / (count - 1.0).max(1.0));
        }
        Spread { mean, std }
    }
}
