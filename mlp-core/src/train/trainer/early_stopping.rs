//! The end of a training that gets no better.

use crate::error::{Error, check_count, check_not_negative};
use crate::network::Network;
use crate::train::history::History;
use alloc::vec::Vec;

/// Ends a training when the loss falls no more, and restores the weights of the best epoch.
///
/// The loss is that on the validation data, if there are some, else that of the epoch. The weights of the best epoch are
/// restored when the epochs run out, too.
///
/// ```
/// use mlp::EarlyStopping;
///
/// // after ten epochs none of which was better than the best by more than 0.001
/// let early_stopping = EarlyStopping::new(10).min_delta(0.001);
/// ```
#[doc(alias = "patience")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EarlyStopping {
    patience: usize,
    min_delta: f32,
}

impl EarlyStopping {
    /// Ends a training after `patience` epochs in a row, at least 1, that were not better than the best.
    #[must_use]
    pub const fn new(patience: usize) -> Self {
        Self { patience, min_delta: 0.0 }
    }

    /// Sets by how much an epoch's loss must be below the lowest to be better: finite and not negative; 0 at first.
    #[must_use]
    pub const fn min_delta(self, min_delta: f32) -> Self {
        Self { min_delta, ..self }
    }

    /// Checks that both settings are in their ranges, as [`Trainer::fit`](crate::Trainer::fit) does.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidSetting`] for the first one that is not.
    pub fn check(&self) -> Result<(), Error> {
        check_count("EarlyStopping::patience", self.patience)?;
        check_not_negative("EarlyStopping::min_delta", self.min_delta)
    }
}

/// What early stopping has seen so far.
#[derive(Debug)]
pub(crate) struct Watch {
    settings: EarlyStopping,
    pub(crate) lowest: f32,
    /// Epochs in a row that were not better.
    pub(crate) bad: usize,
    pub(crate) best_weights: Vec<f32>,
}

impl Watch {
    pub(super) fn new(settings: EarlyStopping, net: &impl Network) -> Self {
        Self { settings, lowest: f32::INFINITY, bad: 0, best_weights: net.params_slice().to_vec() }
    }

    /// Looks at the network after an epoch.
    pub(super) fn observe(&mut self, loss: f32, net: &impl Network, history: &mut History) {
        // whatever the first loss is, it is the best so far
        if loss + self.settings.min_delta < self.lowest || history.best_epoch.is_none() {
            (self.lowest, self.bad) = (loss, 0);
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
