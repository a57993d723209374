//! The state of the optimizers of a population.

use super::part::StepMemory;
use crate::layer::parameters::Parameters;
use crate::network::Network;
use crate::optimizer::Optimizer;
#[cfg(doc)]
use crate::optimizer::State;
use crate::optimizer::members::BlockMoments;
use crate::optimizer::moments::zeroed_moments;
use crate::simd::lanes::LANES;
use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt::{self, Debug};

/// The state of the optimizers of a population: the moments of all members, and memory for a training step.
///
/// [`Population::init`](super::Population::init) returns a new one.
pub struct PopulationState<N: Parameters, O: Optimizer> {
    /// `[block][moment][parameter][lane]`
    pub(super) moments: Vec<BlockMoments<N, O>>,
    /// The memory of the thread that calls for a step, which says what layers are frozen.
    pub(super) memory: StepMemory<N, O>,
    /// That of other threads, kept for the next step.
    #[cfg(feature = "rayon")]
    pub(super) of_threads: Vec<StepMemory<N, O>>,
    /// Stands for all members in a pass, which does not read its values.
    pub(super) shape: Box<N>,
    pub(super) losses: Vec<f32>,
    /// The seed of each member's dropout.
    pub(super) seeds: Vec<u64>,
    pub(super) steps: u32,
}

impl<N: Network, O: Optimizer> PopulationState<N, O> {
    pub(super) fn new(members: usize) -> Self {
        Self {
            moments: zeroed_moments(members.div_ceil(LANES)),
            memory: StepMemory::new(),
            #[cfg(feature = "rayon")]
            of_threads: Vec::new(),
            shape: N::zeroed_boxed(),
            losses: vec![0.0; members],
            seeds: (0..members as u64).collect(),
            steps: 0,
        }
    }

    /// Returns the number of steps made.
    #[must_use]
    pub const fn steps(&self) -> u32 {
        self.steps
    }

    /// Sets the seeds for dropout: member `i` has `seed + i`; `i` by default.
    ///
    /// The sum wraps around at 2^64. In each step, a member leaves out the outputs that a single network leaves out
    /// whose [`State::set_seed`] is the same.
    ///
    /// ```
    /// use mlp::population::{MemberBatch, Population};
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 1 => 16 relu dropout(0.2) => 1 }
    ///
    /// let (mut nets, optimizer) = (Population::<Net>::seeded(100, 7), Adam::new(0.01));
    /// let mut state = nets.init(&optimizer);
    /// state.set_seed(40);
    /// let (inputs, targets) = ([[0.0], [1.0]], [[1.0], [3.0]]);
    /// nets.train_batch(Mse, &optimizer, &mut state, MemberBatch::shared(&inputs, &targets));
    /// ```
    pub fn set_seed(&mut self, seed: u64) {
        for (member, of_member) in self.seeds.iter_mut().enumerate() {
            *of_member = seed.wrapping_add(member as u64);
        }
    }

    /// Sets a seed for dropout for each member.
    ///
    /// # Panics
    ///
    /// If there are not as many seeds as members.
    pub fn set_seeds(&mut self, seeds: &[u64]) {
        let members = self.seeds.len();
        assert!(seeds.len() == members, "{} seeds for {members} members", seeds.len());
        self.seeds.copy_from_slice(seeds);
    }

    /// Freezes a layer, or a network inside, of all members, as [`State::freeze`] does.
    ///
    /// # Panics
    ///
    /// As [`State::freeze`].
    pub fn freeze<P: Parameters>(&mut self, part: impl FnOnce(&N) -> &P) {
        self.memory.single.freeze(part);
    }

    /// Ends what [`PopulationState::freeze`] began.
    ///
    /// # Panics
    ///
    /// As [`State::freeze`].
    pub fn unfreeze<P: Parameters>(&mut self, part: impl FnOnce(&N) -> &P) {
        self.memory.single.unfreeze(part);
    }
}

impl<N: Parameters, O: Optimizer> Debug for PopulationState<N, O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PopulationState").field("steps", &self.steps).finish_non_exhaustive()
    }
}
