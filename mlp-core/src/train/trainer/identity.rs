//! The identity of a training run: equal before and after a checkpoint, and in all ranks.

use super::run::Samples;
use super::settings::{ScheduleBy, Setup};
use crate::file::checksum::Checksum;
use crate::layer::set::LayerSet;
use crate::loss::{Loss, Targets};
use crate::model::Vector;
use crate::network::Network;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Debug;

/// Returns the settings that every step depends on, as texts.
pub(super) fn identify<L: Debug, O: Debug, S>(
    setup: &Setup<'_, L, O, S>,
    batch_size: usize,
) -> Vec<(&'static str, String)> {
    let settings = setup.settings;
    let stopping = settings.early_stopping.map_or_else(|| "none".to_string(), |stopping| format!("{stopping:?}"));
    alloc::vec![
        ("loss", format!("{:?}", setup.loss)),
        ("optimizer", format!("{:?}", setup.optimizer)),
        ("batch size", batch_size.to_string()),
        ("seed", settings.seed.to_string()),
        ("schedule per batch", (settings.schedule_by == ScheduleBy::Batch).to_string()),
        ("early stopping", stopping),
        ("frozen layers", numbers(settings.frozen.layers)),
    ]
}

/// Returns the numbers of layers, from 1.
fn numbers(layers: LayerSet) -> String {
    let numbers: Vec<String> = layers.numbers().map(|number| (number + 1).to_string()).collect();
    if numbers.is_empty() { "none".to_string() } else { numbers.join(", ") }
}

/// Returns the number of samples and a checksum of them and their weights.
pub(super) fn fingerprint<N: Network, L: Loss<N>>(
    samples: Samples<'_, N::Input, L::Target>,
    weights: &[f32],
) -> String {
    format!("{} samples, {:016x}", samples.0.len(), checksum::<N, L>(samples, weights))
}

/// Returns a checksum of samples and their weights.
pub(super) fn checksum<N: Network, L: Loss<N>>(
    (inputs, targets): Samples<'_, N::Input, L::Target>,
    weights: &[f32],
) -> u64 {
    let mut sum = Checksum(0);
    let mut add = |numbers: &[f32]| numbers.iter().for_each(|number| sum.number(number.to_bits().into()));
    add(N::Input::flatten(inputs));
    add(weights);
    match L::targets(targets) {
        Targets::Values { values, .. } => add(values),
        Targets::Classes { classes, .. } => classes.iter().for_each(|class| sum.number(*class as u64)),
    }
    sum.0
}

/// Returns a checksum of numbers.
pub(super) fn checksum_of(numbers: &[f32]) -> u64 {
    let mut sum = Checksum(0);
    for number in numbers {
        sum.number(number.to_bits().into());
    }
    sum.0
}
