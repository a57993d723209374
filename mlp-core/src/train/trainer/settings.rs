//! The settings of a training run that do not depend on the network's type.

use super::early_stopping::EarlyStopping;
use crate::train::frozen::Frozen;
use alloc::vec::Vec;

/// How often a schedule sets the learning rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScheduleBy {
    /// Before each epoch.
    Epoch,
    /// Before each batch.
    Batch,
}

/// The settings of a trainer.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) epochs: usize,
    /// `None` for the default of the optimizer.
    pub(super) batch_size: Option<usize>,
    pub(super) seed: u64,
    pub(super) schedule_by: ScheduleBy,
    pub(super) early_stopping: Option<EarlyStopping>,
    pub(super) frozen: Frozen,
    /// Empty if all weights are equal.
    pub(super) sample_weights: Vec<f32>,
    pub(super) class_weights: Vec<f32>,
    #[cfg(feature = "progress")]
    pub(super) progress: bool,
    pub(super) checkpoint_every: usize,
    #[cfg(feature = "safetensors")]
    pub(super) checkpoint: Option<std::path::PathBuf>,
}

impl Settings {
    /// Returns the settings of a new trainer.
    pub(super) const fn new() -> Self {
        Self {
            epochs: 100,
            batch_size: None,
            seed: 0,
            schedule_by: ScheduleBy::Epoch,
            early_stopping: None,
            frozen: Frozen::NONE,
            sample_weights: Vec::new(),
            class_weights: Vec::new(),
            #[cfg(feature = "progress")]
            progress: false,
            checkpoint_every: 1,
            #[cfg(feature = "safetensors")]
            checkpoint: None,
        }
    }
}

/// The parts of a trainer that do not hold data.
#[derive(Debug)]
pub(super) struct Setup<'a, L, O, S> {
    pub(super) loss: L,
    /// The optimizer before the first step, with its own learning rate.
    pub(super) optimizer: &'a O,
    /// The schedule before the first epoch.
    pub(super) schedule: &'a S,
    pub(super) settings: &'a Settings,
}
