//! What a training went through.

use alloc::vec::Vec;

/// The losses of every epoch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    losses: Vec<f32>,
    validation_losses: Vec<f32>,
}

impl History {
    pub(crate) fn push(&mut self, loss: f32, validation: Option<f32>) {
        self.losses.push(loss);
        self.validation_losses.extend(validation);
    }

    /// For each epoch the mean of its batches' losses, each measured before the batch changed the network.
    #[must_use]
    pub fn losses(&self) -> &[f32] {
        &self.losses
    }

    /// The loss on the validation data after each epoch; empty without them.
    #[must_use]
    pub fn validation_losses(&self) -> &[f32] {
        &self.validation_losses
    }

    /// How many epochs there were.
    #[must_use]
    pub fn epochs(&self) -> usize {
        self.losses.len()
    }

    /// The loss of the last epoch; NaN if there was none.
    #[must_use]
    pub fn final_loss(&self) -> f32 {
        self.losses.last().copied().unwrap_or(f32::NAN)
    }
}
