//! Ensembles: several networks of one type, trained from different initial weights.

use crate::error::Error;
use crate::loss::Loss;
use crate::model::Vector;
use crate::network::Network;
use crate::optimizer::Optimizer;
use crate::population::{Population, Storage};
use crate::train::history::History;
use crate::train::schedule::Schedule;
use crate::train::trainer::{Trainer, Validate, ValidatedBy};
use alloc::boxed::Box;
use alloc::vec::Vec;

/// An ensemble of networks, whose outputs are averaged (deep ensembles, Lakshminarayanan et al. 2017).
///
/// The spread of the outputs measures the uncertainty. Far from the training data, networks with different initial
/// weights return different outputs.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 1 => 8 tanh => 1 }
///
/// // five networks on y = x^2 between -1 and 1
/// let inputs: Vec<[f32; 1]> = (-10..=10).map(|i| [i as f32 / 10.0]).collect();
/// let targets: Vec<[f32; 1]> = inputs.iter().map(|[x]| [x * x]).collect();
/// let trainer = Trainer::new(Mse, Adam::new(0.02)).epochs(300);
/// let (ensemble, histories) = Ensemble::<Net>::fit(&trainer, 0..5, &inputs, &targets)?;
/// assert_eq!(histories.len(), 5);
///
/// let (inside, outside) = (ensemble.forward(&[0.5]), ensemble.forward(&[4.0]));
/// assert!((inside.mean[0] - 0.25).abs() < 0.1);
/// assert!(inside.std[0] < outside.std[0]);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ensemble<N> {
    /// At least one.
    networks: Vec<Box<N>>,
}

/// The mean and the standard deviation of an ensemble's outputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread<Y> {
    /// The mean of the networks' outputs, for each output.
    pub mean: Y,
    /// The sample standard deviation of the networks' outputs, for each output.
    ///
    /// The denominator is `n - 1`, as in PyTorch's `std`. It is 0 for a single network.
    pub std: Y,
}

impl<N: Network> Ensemble<N> {
    /// Trains one network for each seed and returns the ensemble and the history of each training run.
    ///
    /// The seed determines the network's initial weights and the order of its samples.
    ///
    /// # Errors
    ///
    /// As [`Trainer::fit`], and [`Error::NoNetworks`] if there are no seeds. A trainer with a checkpoint works for one
    /// seed only, since the file belongs to one training run.
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
    /// [`Error::NoNetworks`] if there are none.
    pub fn from_networks(networks: Vec<Box<N>>) -> Result<Self, Error> {
        if networks.is_empty() { Err(Error::NoNetworks) } else { Ok(Self { networks }) }
    }

    /// Returns an ensemble of the members of a population.
    ///
    /// [`Spread::of_members`] has the outputs of a population without copying its members.
    ///
    /// # Errors
    ///
    /// [`Error::NoNetworks`] if there are none.
    pub fn from_population<S: Storage<N>>(population: &Population<N, S>) -> Result<Self, Error> {
        let copy = |member| {
            let mut net = N::zeroed_boxed();
            population.copy_to(member, &mut net);
            net
        };
        Self::from_networks((0..population.len()).map(copy).collect())
    }

    /// Returns the networks, in the order of their seeds.
    #[must_use]
    pub fn networks(&self) -> impl ExactSizeIterator<Item = &N> {
        self.networks.iter().map(|net| &**net)
    }

    /// Returns the mean and the standard deviation of the networks' outputs for one sample.
    ///
    /// For output `j` of `n` networks: `mean = sum_i y[i][j] / n` and `std = sqrt(sum_i (y[i][j] - mean)^2 / (n -
    /// 1))`. A large deviation is a sign of an input unlike the training samples.
    #[must_use]
    pub fn forward(&self, input: &N::Input) -> Spread<N::Output> {
        let outputs: Vec<N::Output> = self.networks.iter().map(|net| net.forward(input)).collect();
        Spread::of(&outputs.iter())
    }
}

impl<Y: Vector> Spread<Y> {
    /// Returns the mean and the standard deviation of a population's outputs for each sample.
    ///
    /// ```
    /// use mlp::population::{MemberBatch, Population};
    /// use mlp::prelude::*;
    /// use mlp::Spread;
    ///
    /// mlp! { struct Net: 1 => 8 tanh => 1 }
    ///
    /// // sixteen networks on y = x^2 between -1 and 1, trained together
    /// let inputs: Vec<[f32; 1]> = (-10..=10).map(|i| [i as f32 / 10.0]).collect();
    /// let targets: Vec<[f32; 1]> = inputs.iter().map(|[x]| [x * x]).collect();
    /// let (mut nets, optimizer) = (Population::<Net>::seeded(16, 1), Adam::new(0.02));
    /// let mut state = nets.init(&optimizer);
    /// for _ in 0..400 {
    ///     nets.train_batch(Mse, &optimizer, &mut state, MemberBatch::shared(&inputs, &targets));
    /// }
    /// let spreads = Spread::of_members(&nets, &[[0.5], [4.0]]);
    /// assert!((spreads[0].mean[0] - 0.25).abs() < 0.1);
    /// assert!(spreads[0].std[0] < spreads[1].std[0]);
    /// ```
    ///
    /// # Panics
    ///
    /// If the population has no members.
    #[must_use]
    pub fn of_members<N, S>(population: &Population<N, S>, inputs: &[N::Input]) -> Vec<Self>
    where
        N: Network<Output = Y>,
        S: Storage<N>,
    {
        assert!(!population.is_empty(), "a population without members has no mean");
        let mut outputs = alloc::vec![Y::ZERO; population.len() * inputs.len()];
        population.forward_shared(inputs, &mut outputs);
        (0..inputs.len()).map(|sample| Self::of(&outputs.iter().skip(sample).step_by(inputs.len()))).collect()
    }

    /// Returns the mean and the standard deviation of at least one answer.
    fn of<'a>(answers: &(impl ExactSizeIterator<Item = &'a Y> + Clone)) -> Self {
        let count = answers.len() as f32;
        let (mut mean, mut std) = (Y::ZERO, Y::ZERO);
        for (unit, (mean, std)) in mean.as_mut().iter_mut().zip(std.as_mut()).enumerate() {
            let of_unit = || answers.clone().map(|answer| answer.as_ref()[unit]);
            *mean = of_unit().sum::<f32>() / count;
            let squares: f32 = of_unit().map(|y| (y - *mean) * (y - *mean)).sum();
            *std = crate::simd::root::square_root(squares / (count - 1.0).max(1.0));
        }
        Self { mean, std }
    }
}
