//! What a callback sees of a training.

use crate::train::history::History;

/// A training at the end of an epoch, as [`Trainer::fit_with`](crate::Trainer::fit_with) shows it.
#[derive(Debug)]
pub struct Epoch<'a, N> {
    pub(crate) network: &'a N,
    pub(crate) history: &'a mut History,
    pub(crate) epochs: usize,
}

impl<N> Epoch<'_, N> {
    /// Which epoch, from 1.
    #[must_use]
    pub fn number(&self) -> usize {
        self.history.epochs()
    }

    /// How many epochs there are to be.
    #[must_use]
    pub const fn epochs(&self) -> usize {
        self.epochs
    }

    /// The network as it is now.
    #[must_use]
    pub const fn network(&self) -> &N {
        self.network
    }

    /// The mean of the losses of the epoch's batches, each measured before the batch changed the network.
    #[must_use]
    pub fn loss(&self) -> f32 {
        self.history.final_loss()
    }

    /// The loss on the validation data, if there are some.
    #[must_use]
    pub fn validation_loss(&self) -> Option<f32> {
        self.history.validation_losses().last().copied()
    }

    /// The learning rate of the last batch.
    #[must_use]
    pub fn learning_rate(&self) -> f32 {
        self.history.learning_rates().last().copied().unwrap_or(f32::NAN)
    }

    /// The time since the training began, in seconds, where there is a clock.
    #[must_use]
    pub fn seconds(&self) -> Option<f64> {
        self.history.seconds().last().copied()
    }

    /// Everything up to now, this epoch included.
    #[must_use]
    pub const fn history(&self) -> &History {
        self.history
    }

    /// Puts a figure of your own into the history: see [`History::metric`].
    pub fn record(&mut self, name: &str, value: f32) {
        self.history.record(name, value);
    }
}
