//! Training steps of a population.

use super::batch::MemberBatch;
use super::members::Population;
use super::optimizers::Optimizers;
use super::part::{Part, StepOfAll};
use super::state::PopulationState;
use super::storage::Storage;
#[cfg(feature = "rayon")]
use super::threads;
use crate::layer::members::lanes_of_all_mut;
use crate::loss::Loss;
use crate::network::Network;
use crate::optimizer::Optimizer;

impl<N: Network, S: Storage<N>> Population<N, S> {
    /// Returns the state of these optimizers before the first step: all moments are zero.
    ///
    /// # Panics
    ///
    /// In builds with debug assertions, if a setting is out of its range.
    #[must_use]
    pub fn init<'o, O: Optimizer + 'o>(&self, optimizers: impl Into<Optimizers<'o, O>>) -> PopulationState<N, O> {
        optimizers.into().debug_check();
        PopulationState::new(self.members)
    }

    /// Makes one step of each member on a batch and returns the mean loss of each before it.
    ///
    /// An empty batch changes nothing and returns zeros.
    ///
    /// ```
    /// use mlp::population::{MemberBatch, Population};
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 1 => 1 }
    ///
    /// // a sweep over learning rates: each member has an optimizer of its own
    /// let mut nets = Population::<Net>::seeded(20, 7);
    /// let optimizers: Vec<Momentum> = (1..=20).map(|i| Momentum::new(0.01 * i as f32, 0.9)).collect();
    /// let mut state = nets.init(&optimizers);
    /// let (inputs, targets) = ([[0.0], [1.0]], [[1.0], [3.0]]);
    /// for _ in 0..300 {
    ///     nets.train_batch(Mse, &optimizers, &mut state, MemberBatch::shared(&inputs, &targets));
    /// }
    /// assert!((nets.get(9).l1.weights[0][0] - 2.0).abs() < 1e-2);
    /// ```
    ///
    /// # Numbers
    ///
    /// Derivatives of parameters are added sample by sample, and those of a layer's inputs unit by unit. A member's
    /// parameters then have the bits that [`Network::train_batch`] gives one network through the kernels for more than
    /// eight samples. Straight-line code, and layers of few weights, add the derivatives of sixteen samples in lanes
    /// first: gradients then differ by the rounding of the sums, a few times 2^-24 of their terms. So do mean losses
    /// always.
    ///
    /// Dropout leaves out the outputs that it leaves out in one network whose state has the member's seed:
    /// [`PopulationState::set_seed`].
    ///
    /// With the feature `rayon`, blocks of members are shared out to threads where that is worth it, with the same bits.
    ///
    /// A step has the bits of the optimizer's step of one network. Members with optimizers of their own, or that clip,
    /// make their steps one by one, which takes longer.
    ///
    /// # Panics
    ///
    /// If the state or the optimizers are for another number of members, the samples cannot be shared out evenly, or a
    /// class index is not below the number of outputs.
    pub fn train_batch<'s, 'o, L: Loss<N>, O: Optimizer + 'o>(
        &mut self,
        loss: L,
        optimizers: impl Into<Optimizers<'o, O>>,
        state: &'s mut PopulationState<N, O>,
        batch: MemberBatch<'_, N::Input, L::Target>,
    ) -> &'s [f32] {
        let optimizers = optimizers.into();
        assert!(
            state.losses.len() == self.members,
            "the state of {} members for a population of {}",
            state.losses.len(),
            self.members
        );
        if let Optimizers::Each(each) = optimizers {
            assert!(each.len() == self.members, "{} optimizers for {} members", each.len(), self.members);
        }
        optimizers.debug_check();
        if self.members == 0 {
            return &[];
        }
        let Some(samples) = batch.erase::<N, L>(self.members) else {
            state.losses.fill(0.0);
            return &state.losses;
        };
        state.steps = state.steps.saturating_add(1);
        let parameters = lanes_of_all_mut(self.storage.networks_mut());
        let PopulationState { moments, memory, shape, losses, seeds, steps, .. } = state;
        let all = StepOfAll { shape: &**shape, loss, step: *steps };
        let part = Part { parameters, moments, losses, samples, seeds, optimizers };
        #[cfg(feature = "rayon")]
        threads::train(part, &all, memory, &mut state.of_threads);
        #[cfg(not(feature = "rayon"))]
        part.train(&all, memory);
        &state.losses
    }
}
