//! Stopping a training run that no longer improves.

use crate::error::{Error, check_count, check_not_negative};
use crate::network::Network;
use crate::train::history::History;
use alloc::vec::Vec;

/// Stops a training run when the loss no longer improves, and restores the weights of the best epoch.
///
/// The loss is that on the validation data, if there are any. Otherwise it is the loss on the training data after the
/// epoch: one more forward pass over them, and the value in [`History::losses`](crate::History::losses). The network
/// before training is the first candidate, as epoch 0. A loss that is NaN or infinite is never better. The weights of
/// the best epoch are also restored when all epochs have been trained.
///
/// ```
/// use mlp::EarlyStopping;
///
/// // stop after ten epochs in a row that were not better than the best by more than 0.001
/// let early_stopping = EarlyStopping::new(10).min_delta(0.001);
/// ```
#[doc(alias = "patience")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EarlyStopping {
    patience: usize,
    min_delta: f32,
}

impl EarlyStopping {
    /// Stops after `patience` epochs in a row, at least 1, that were not better than the best.
    ///
    /// Losses of small validation parts go up and down: a patience of 10 to 50 epochs is usual. [`Self::min_delta`]
    /// sets how much better counts as better.
    #[must_use]
    pub const fn new(patience: usize) -> Self {
        Self { patience, min_delta: 0.0 }
    }

    /// Sets the smallest improvement that counts: finite and not negative; 0 by default.
    ///
    /// An epoch is better if its loss plus `min_delta` is below the lowest loss so far.
    #[must_use]
    pub const fn min_delta(self, min_delta: f32) -> Self {
        Self { min_delta, ..self }
    }

    /// Checks that both settings are in their ranges, as [`Trainer::fit`](crate::Trainer::fit) does.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidSetting`] for the first setting that is out of its range.
    pub fn check(&self) -> Result<(), Error> {
        check_count("EarlyStopping::patience", self.patience)?;
        check_not_negative("EarlyStopping::min_delta", self.min_delta)
    }
}

/// The state of early stopping.
#[derive(Debug)]
pub(crate) struct Watch {
    settings: EarlyStopping,
    pub(crate) lowest: f32,
    /// The number of epochs in a row that were not better.
    pub(crate) bad: usize,
    pub(crate) best_weights: Vec<f32>,
}

impl Watch {
    pub(super) fn new(settings: EarlyStopping, net: &impl Network) -> Self {
        Self { settings, lowest: f32::INFINITY, bad: 0, best_weights: net.params_slice().to_vec() }
    }

    /// Compares the loss after an epoch, or before the first, with the best one.
    pub(super) fn observe(&mut self, loss: f32, net: &impl Network, history: &mut History) {
        let start = history.best_epoch.is_none();
        // false for NaN, which must not become the lowest loss: nothing is below it
        let better = loss + self.settings.min_delta < self.lowest;
        if better {
            self.lowest = loss;
        }
        if better || start {
            self.bad = 0;
            self.best_weights.copy_from_slice(net.params_slice());
            history.best_epoch = Some(history.epochs());
        } else {
            self.bad += 1;
        }
    }

    pub(super) fn exhausted(&self) -> bool {
        self.bad >= self.settings.patience
    }
}
