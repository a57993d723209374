//! Evolution strategies with mirrored sampling.

use super::generation::Generation;
use super::noise::Noise;
use super::ranks::centred_ranks;
use crate::error::{Error, check, check_count, debug_assert_valid};
use crate::layer::parameters::Parameters;
use crate::optimizer::{Optimizer, State};
use crate::population::Population;
use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

/// The evolution strategy of Salimans et al. (2017): a gradient from random changes, for any optimizer.
///
/// In each generation, pair `k` of the candidates is `w + s e_k` and `w - s e_k`, with `s` the deviation and `e_k`
/// standard normal (mirrored sampling). With `r` the [centred ranks](super::centred_ranks) of all `2 n` scores, the
/// optimizer descends along `g = -1 / (2 n s) sum_k (r_k+ - r_k-) e_k`.
///
/// Weight decay and clipping are the optimizer's. The noise follows from the seed, so only scores have to be known to
/// make a step.
///
/// ```
/// use mlp::evolution::EvolutionStrategy;
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 1 => 1 }
///
/// // any score, here the distance of the weight from 3
/// let mut strategy = EvolutionStrategy::new(Net::zeroed(), Sgd::new(0.05), 7).pairs(8);
/// for _ in 0..200 {
///     strategy.step(|nets, scores| {
///         for (net, score) in nets.iter().zip(scores) {
///             *score = -(net.l1.weights[0][0] - 3.0).abs();
///         }
///     });
/// }
/// assert!((strategy.net().l1.weights[0][0] - 3.0).abs() < 0.3);
/// ```
#[derive(Debug)]
pub struct EvolutionStrategy<N: Parameters, O: Optimizer> {
    net: Box<N>,
    gradient: Box<N>,
    optimizer: O,
    state: Box<State<N, O>>,
    deviation: f32,
    seed: u64,
    generation: u64,
    /// The number of candidates in a generation, in pairs.
    pub(super) members: usize,
    /// The candidates that are evaluated here: all, unless other ranks have some.
    pub(super) candidates: Population<N>,
    /// The first of them.
    pub(super) first: usize,
    params: Vec<f32>,
}

impl<N: Parameters, O: Optimizer> EvolutionStrategy<N, O> {
    /// Returns a strategy that begins with this network.
    ///
    /// A generation has 16 pairs of candidates and a deviation of 0.1, unless [`EvolutionStrategy::pairs`] and
    /// [`EvolutionStrategy::deviation`] say otherwise.
    #[must_use]
    pub fn new(net: N, optimizer: O, seed: u64) -> Self {
        Self {
            net: Box::new(net),
            gradient: N::zeroed_boxed(),
            optimizer,
            state: State::boxed(),
            deviation: 0.1,
            seed,
            generation: 0,
            members: 32,
            candidates: Population::zeroed(32),
            first: 0,
            params: vec![0.0; N::COUNT],
        }
    }

    /// Sets the number of pairs of candidates in a generation, at least 1.
    ///
    /// A pair is the network plus and minus one random change, so there are `2 pairs` candidates. More of them
    /// estimate the gradient more exactly, and a step costs more; multiples of 8 pairs fill the vectors of a
    /// [`Population`](crate::population::Population).
    #[must_use]
    pub fn pairs(mut self, pairs: usize) -> Self {
        self.members = 2 * pairs;
        self.candidates = Population::zeroed(self.members);
        self
    }

    /// Sets the standard deviation of the changes, above 0.
    ///
    /// It is the same for every parameter. Much smaller ones than the weights give scores that differ by noise only,
    /// larger ones smooth the score.
    #[must_use]
    pub const fn deviation(mut self, deviation: f32) -> Self {
        self.deviation = deviation;
        self
    }

    /// Checks that every setting is in its range.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidSetting`] for the first setting that is out of its range.
    pub fn check(&self) -> Result<(), Error> {
        check_count("EvolutionStrategy::pairs", self.members)?;
        let is_valid = self.deviation > 0.0 && self.deviation.is_finite();
        check(is_valid, "EvolutionStrategy::deviation", self.deviation, "a finite number above 0")?;
        self.optimizer.check()
    }

    /// Returns the settings, the seed and the number of steps made as a text.
    #[cfg(feature = "std")]
    pub(super) fn settings(&self) -> alloc::string::String {
        let Self { optimizer, deviation, seed, generation, members, .. } = self;
        alloc::format!("{optimizer:?}, {deviation:?}, {seed}, {generation}, {members}")
    }

    /// Returns the network: the centre of the candidates.
    #[must_use]
    pub fn net(&self) -> &N {
        &self.net
    }

    /// Returns the optimizer, to change its learning rate.
    pub const fn optimizer_mut(&mut self) -> &mut O {
        &mut self.optimizer
    }

    /// Returns the number of steps made.
    #[must_use]
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    /// Makes one step: asks for the scores of all candidates, and moves the network.
    ///
    /// `fitness` writes a score for each candidate. Returns what the scores were like.
    ///
    /// # Panics
    ///
    /// In builds with debug assertions, if a setting is out of its range.
    pub fn step(&mut self, fitness: impl FnOnce(&Population<N>, &mut [f32])) -> Generation {
        let mut scores = vec![f32::NAN; self.candidates.len()];
        fitness(self.ask(), &mut scores);
        self.tell(&scores)
    }

    /// Returns the candidates of this generation: the same until [`EvolutionStrategy::tell`] makes the step.
    ///
    /// # Panics
    ///
    /// As [`EvolutionStrategy::step`].
    pub fn ask(&mut self) -> &Population<N> {
        debug_assert_valid(|| self.check());
        let Self { net, seed, generation, deviation, candidates, params, first, .. } = self;
        for index in 0..candidates.len() {
            let member = *first + index;
            let (pair, sign) = (member as u64 / 2, if member.is_multiple_of(2) { *deviation } else { -*deviation });
            let mut noise = Noise::new(*seed, *generation, pair);
            for (param, centre) in params.iter_mut().zip(net.params_slice()) {
                *param = centre + sign * noise.normal();
            }
            candidates.set_params(index, params);
        }
        candidates
    }

    /// Makes the step that follows from the scores of the candidates.
    ///
    /// # Panics
    ///
    /// If there is not one score for each candidate.
    pub fn tell(&mut self, scores: &[f32]) -> Generation {
        let members = self.members;
        assert!(scores.len() == members, "{} scores for {members} candidates", scores.len());
        let mut ranks = scores.to_vec();
        centred_ranks(&mut ranks);
        let gradient = self.gradient.params_slice_mut();
        gradient.fill(0.0);
        let factor = 1.0 / (members as f32 * self.deviation);
        for (pair, ranks) in ranks.chunks_exact(2).enumerate() {
            let (mut noise, weight) =
                (Noise::new(self.seed, self.generation, pair as u64), factor * (ranks[1] - ranks[0]));
            for g in &mut *gradient {
                *g += weight * noise.normal();
            }
        }
        self.optimizer.update(&mut *self.net, &self.gradient, &mut self.state);
        self.generation += 1;
        Generation::of(scores)
    }
}
