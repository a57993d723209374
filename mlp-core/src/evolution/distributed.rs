//! Evolution strategies over several ranks.

use super::generation::Generation;
use super::strategy::EvolutionStrategy;
use crate::error::Error;
use crate::file::checksum::Checksum;
use crate::layer::parameters::Parameters;
use crate::optimizer::Optimizer;
use crate::population::Population;
use crate::ranks::{Communicator, agree, gather_bytes, gather_words, guarded};
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

/// An evolution strategy whose candidates are evaluated by several ranks; made by [`EvolutionStrategy::across`].
///
/// ```
/// use mlp::evolution::{DistributedStrategy, EvolutionStrategy};
/// use mlp::prelude::*;
/// use mlp::ranks::Alone;
///
/// mlp! { struct Net: 1 => 1 }
///
/// let strategy = EvolutionStrategy::new(Net::zeroed(), Sgd::new(0.05), 7);
/// let mut strategy: DistributedStrategy<'_, Net, Sgd> = strategy.across(&Alone);
/// let generation = strategy.step(|nets, scores| {
///     nets.iter().zip(scores).for_each(|(net, score)| *score = net.l1.biases[0]);
/// })?;
/// assert!(generation.best > 0.0 && strategy.generation() == 1);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Debug)]
pub struct DistributedStrategy<'w, N: Parameters, O: Optimizer> {
    strategy: EvolutionStrategy<N, O>,
    world: &'w dyn Communicator,
}

impl<N: Parameters, O: Optimizer> EvolutionStrategy<N, O> {
    /// Returns a strategy each rank of which evaluates a part of the candidates.
    ///
    /// Every rank makes the same calls, with the same network, settings and seed. The noise follows from the seed, so
    /// what travels is one number for each candidate, its score. Every rank makes the whole step: the bits are those of
    /// one machine, for any number of ranks. Set [`pairs`](EvolutionStrategy::pairs) before.
    ///
    /// ```
    /// use mlp::evolution::EvolutionStrategy;
    /// use mlp::prelude::*;
    /// use mlp::ranks::on_threads;
    ///
    /// mlp! { struct Net: 1 => 1 }
    ///
    /// let strategy = || EvolutionStrategy::new(Net::zeroed(), Sgd::new(0.05), 7).pairs(8);
    /// let score = |net: &Net| -(net.l1.weights[0][0] - 3.0).abs();
    ///
    /// let mut alone = strategy();
    /// alone.step(|nets, scores| nets.iter().zip(scores).for_each(|(net, s)| *s = score(&net)));
    /// let nets = on_threads(3, |world| {
    ///     let mut strategy = strategy().across(world);
    ///     // the candidates of this rank
    ///     strategy.step(|nets, scores| nets.iter().zip(scores).for_each(|(net, s)| *s = score(&net)))?;
    ///     Ok::<_, mlp::Error>(strategy.net().l1.weights)
    /// });
    /// assert!(nets.iter().all(|weights| *weights == Ok(alone.net().l1.weights)));
    /// ```
    #[must_use]
    #[doc(alias("distributed", "mpi"))]
    pub fn across(mut self, world: &dyn Communicator) -> DistributedStrategy<'_, N, O> {
        let own = part(world, world.rank(), self.members);
        self.first = own.start;
        self.candidates = Population::zeroed(own.len());
        DistributedStrategy { strategy: self, world }
    }
}

/// Returns the candidates of a rank.
fn part(world: &dyn Communicator, rank: usize, candidates: usize) -> Range<usize> {
    rank * candidates / world.size()..(rank + 1) * candidates / world.size()
}

impl<N: Parameters, O: Optimizer> DistributedStrategy<'_, N, O> {
    /// Returns the network: the centre of the candidates, the same in all ranks.
    #[must_use]
    pub fn net(&self) -> &N {
        self.strategy.net()
    }

    /// Returns the optimizer, to change its learning rate: in all ranks alike.
    pub const fn optimizer_mut(&mut self) -> &mut O {
        self.strategy.optimizer_mut()
    }

    /// Returns the number of steps made.
    #[must_use]
    pub const fn generation(&self) -> u64 {
        self.strategy.generation()
    }

    /// Makes one step: asks for the scores of this rank's candidates, and moves the network by those of all ranks.
    ///
    /// `fitness` writes a score for each candidate of this rank, of which there may be none. Returns what the scores of
    /// all ranks were like.
    ///
    /// # Errors
    ///
    /// [`Error::Rank`], in all ranks, if a rank has ended or panics, has other settings, another seed or other weights
    /// than the first one, or a setting out of its range.
    pub fn step(&mut self, fitness: impl FnOnce(&Population<N>, &mut [f32])) -> Result<Generation, Error> {
        let world = self.world;
        guarded(world, || {
            self.compare()?;
            let members = self.strategy.members;
            let mut scores = vec![f32::NAN; part(world, world.rank(), members).len()];
            fitness(self.strategy.ask(), &mut scores);
            let own: Vec<u8> = scores.iter().flat_map(|score| score.to_le_bytes()).collect();
            let all = gather_bytes(world, &own, |rank| 4 * part(world, rank, members).len())?;
            let scores: Vec<f32> = all.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
            Ok(self.strategy.tell(&scores))
        })
    }

    /// Checks that all ranks are about to make the same step.
    fn compare(&self) -> Result<(), Error> {
        agree(self.world, self.strategy.check())?;
        let mut sum = Checksum(0);
        sum.add(self.strategy.settings().as_bytes());
        for number in self.net().params_slice() {
            sum.number(number.to_bits().into());
        }
        let sums = gather_words(self.world, sum.0)?;
        let Some(rank) = sums.iter().position(|sum| *sum != sums[0]) else { return Ok(()) };
        let generation = self.generation();
        let message = format!("in generation {generation} its settings, seed or network are not those of rank 0");
        Err(Error::Rank { rank, message })
    }
}
