//! The networks of each data set: widths from 8 to 256, one to four hidden layers, with each activation.

use mlp::Error;
use mlp::prelude::*;
use mlp_learning::data_sets::Parts;

use crate::candidates::Length;
use crate::job::{Job, Outcome};

/// The activations of hidden layers, in the order of the tables.
pub(crate) const ACTIVATIONS: [&str; 6] = ["relu", "elu", "gelu", "selu", "tanh", "sigmoid"];

macro_rules! measure {
    ($job:ident, $kind:ident, $lengths:expr, $inputs:literal => [$($width:literal)*] $activation:ident => $outputs:literal $last:ident) => {{
        mlp! { struct Net: $inputs $(=> $width $activation)* => $outputs $last, unroll = none }
        for length in $lengths {
            $job.length = length;
            $job.$kind::<Net, $inputs, $outputs>(stringify!($activation), &[$($width),*])?;
        }
    }};
}

/// The lengths of the runs of most networks.
const SHORT: [Length; 1] = [Length::Short];

/// The lengths of the runs of one network for each data set.
const BOTH: [Length; 2] = [Length::Short, Length::Long];

/// Every second data set has these networks, the others those.
macro_rules! both {
    ($job:ident, $kind:ident, $inputs:literal => $outputs:literal $last:ident, [$($activation:ident)*]) => {
        if $job.number % 2 == 0 {
            $(
                measure!($job, $kind, SHORT, $inputs => [8] $activation => $outputs $last);
                measure!($job, $kind, BOTH, $inputs => [64 64] $activation => $outputs $last);
                measure!($job, $kind, SHORT, $inputs => [32 32 32 32] $activation => $outputs $last);
            )*
        } else {
            $(
                measure!($job, $kind, BOTH, $inputs => [32] $activation => $outputs $last);
                measure!($job, $kind, SHORT, $inputs => [256] $activation => $outputs $last);
                measure!($job, $kind, SHORT, $inputs => [16 16 16] $activation => $outputs $last);
            )*
        }
    };
}

macro_rules! shape {
    ($job:ident, $kind:ident, $inputs:literal => $outputs:literal $last:ident) => {
        both!($job, $kind, $inputs => $outputs $last, [relu elu gelu selu tanh sigmoid])
    };
}

/// Measures the networks of one data set, which is number `job.number` of all.
///
/// # Errors
///
/// If a training run is set up wrongly.
pub(crate) fn run(mut job: Job<'_>, classes: usize, parts: &Parts) -> Result<Vec<Outcome>, Error> {
    match (parts.train.inputs[0].len(), classes) {
        (1, 0) => shape!(job, numbers, 1 => 1 identity),
        (4, 0) => shape!(job, numbers, 4 => 1 identity),
        (10, 0) => shape!(job, numbers, 10 => 1 identity),
        (2, 2) => shape!(job, binary, 2 => 1 sigmoid),
        (8, 2) => shape!(job, binary, 8 => 1 sigmoid),
        (30, 2) => shape!(job, binary, 30 => 1 sigmoid),
        (2, 3) => shape!(job, classes, 2 => 3 softmax),
        (4, 3) => shape!(job, classes, 4 => 3 softmax),
        (13, 3) => shape!(job, classes, 13 => 3 softmax),
        (64, 10) => shape!(job, classes, 64 => 10 softmax),
        (inputs, classes) => panic!("there are no networks for {inputs} columns and {classes} classes"),
    }
    Ok(job.outcomes)
}
