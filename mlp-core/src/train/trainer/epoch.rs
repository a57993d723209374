//! The state of a training run as a callback sees it.

use crate::train::history::History;

/// The state of a training run at the end of an epoch.
///
/// The callback of [`Trainer::fit_with`](crate::Trainer::fit_with) receives it.
#[derive(Debug)]
pub struct Epoch<'a, N> {
    pub(crate) network: &'a N,
    pub(crate) history: &'a mut History,
    pub(crate) epochs: usize,
}

impl<N> Epoch<'_, N> {
    /// Returns the number of the epoch, from 1.
    #[must_use]
    pub fn number(&self) -> usize {
        self.history.epochs()
    }

    /// Returns the number of epochs that the trainer is set to.
    #[must_use]
    pub const fn epochs(&self) -> usize {
        self.epochs
    }

    /// Returns the network at the end of the epoch.
    #[must_use]
    pub const fn network(&self) -> &N {
        self.network
    }

    /// Returns the training loss of the epoch; see [`History::losses`].
    #[must_use]
    pub fn loss(&self) -> f32 {
        self.history.final_loss()
    }

    /// Returns the loss on the validation data, if there are any.
    #[must_use]
    pub fn validation_loss(&self) -> Option<f32> {
        self.history.validation_losses().last().copied()
    }

    /// Returns the learning rate of the last batch.
    #[must_use]
    pub fn learning_rate(&self) -> f32 {
        self.history.learning_rates().last().copied().unwrap_or(f32::NAN)
    }

    /// Returns the seconds since the training run began, if there is a clock.
    #[must_use]
    pub fn seconds(&self) -> Option<f64> {
        self.history.seconds().last().copied()
    }

    /// Returns the history up to and including this epoch.
    #[must_use]
    pub const fn history(&self) -> &History {
        self.history
    }

    /// Adds the value of a metric of your own to the history; see [`History::metric`].
    ///
    /// A second value of the same name in one epoch replaces the first. Epochs without a value have NaN.
    pub fn record(&mut self, name: &str, value: f32) {
        self.history.record(name, value);
    }
}
