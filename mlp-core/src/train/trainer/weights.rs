//! The weights of the samples in a training run.

use super::settings::Settings;
use crate::error::{Error, WeightOf};
use crate::loss::Targets;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// A weight per sample; empty if all weights are equal.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    pub(super) training: Vec<f32>,
    pub(super) validation: Vec<f32>,
}

impl Weights {
    /// Returns the products of the samples' weights and their classes' weights.
    pub(super) fn of(settings: &Settings, targets: Targets<'_>, held: Option<Targets<'_>>) -> Result<Self, Error> {
        let Settings { sample_weights: samples, class_weights: classes, .. } = settings;
        check(WeightOf::Sample, samples, targets.len())?;
        let mut training = by_class(classes, targets)?;
        if training.is_empty() {
            training.clone_from(samples);
        } else {
            for (product, weight) in training.iter_mut().zip(samples) {
                *product *= weight;
            }
            check_values(WeightOf::SampleAndClass, &training)?;
        }
        let validation = held.map_or(Ok(Vec::new()), |held| by_class(classes, held))?;
        // a mean of nothing would be 0, the best loss there is
        if are_zero(&validation) {
            return Err(Error::ValidationData { source: Box::new(Error::WeightsZero) });
        }
        Ok(Self { training, validation })
    }

    /// Returns whether there is a sample that counts.
    pub(super) fn count(&self) -> bool {
        !are_zero(&self.training)
    }
}

/// Whether there are weights, and all of them are 0.
fn are_zero(weights: &[f32]) -> bool {
    !weights.is_empty() && weights.iter().all(|weight| *weight == 0.0)
}

/// Returns the weight of each sample's class.
fn by_class(weights: &[f32], targets: Targets<'_>) -> Result<Vec<f32>, Error> {
    match targets {
        _ if weights.is_empty() => Ok(Vec::new()),
        Targets::Classes { classes, outputs } => {
            check(WeightOf::Class, weights, outputs)?;
            Ok(classes.iter().map(|class| weights[*class]).collect())
        }
        Targets::Values { .. } => Err(Error::ClassWeights),
    }
}

fn check(of: WeightOf, weights: &[f32], expected: usize) -> Result<(), Error> {
    if weights.is_empty() {
        return Ok(());
    }
    if weights.len() != expected {
        return Err(Error::WeightCount { of, found: weights.len(), expected });
    }
    check_values(of, weights)
}

fn check_values(of: WeightOf, weights: &[f32]) -> Result<(), Error> {
    let wrong = weights.iter().position(|weight| !(weight.is_finite() && *weight >= 0.0));
    wrong.map_or(Ok(()), |index| Err(Error::Weight { of, index, value: weights[index] }))
}
