//! Checks of the data, made before anything is changed.

use crate::error::Error;
use crate::loss::{Loss, Targets};
use crate::model::Vector;
use crate::network::Network;

/// Checks that a network can be trained on these samples with the loss `L`.
pub(crate) fn check_data<N: Network, L: Loss<N>>(inputs: &[N::Input], targets: &[L::Target]) -> Result<(), Error> {
    if inputs.len() != targets.len() {
        return Err(Error::Lengths { inputs: inputs.len(), targets: targets.len() });
    }
    if inputs.is_empty() {
        return Err(Error::NoSamples);
    }
    let numbers = N::Input::flatten(inputs);
    if let Some(index) = numbers.iter().position(|x| !x.is_finite()) {
        let (sample, column) = (index / N::INPUTS, index % N::INPUTS);
        return Err(Error::InputNotFinite { sample, column, value: numbers[index] });
    }
    check_targets(L::targets(targets), L::PROBABILITIES)
}

fn check_targets(targets: Targets<'_>, probabilities: bool) -> Result<(), Error> {
    match targets {
        Targets::Values { values, outputs } => {
            let wrong = |t: &f32| !t.is_finite() || probabilities && !(0.0..=1.0).contains(t);
            values.iter().position(wrong).map_or(Ok(()), |index| {
                let (sample, column, value) = (index / outputs, index % outputs, values[index]);
                if value.is_finite() {
                    Err(Error::TargetNotProbability { sample, column, value })
                } else {
                    Err(Error::TargetNotFinite { sample, column, value })
                }
            })
        }
        Targets::Classes { classes, outputs } => {
            let wrong = classes.iter().position(|class| *class >= outputs);
            wrong.map_or(Ok(()), |sample| Err(Error::Class { sample, class: classes[sample], outputs }))
        }
    }
}
