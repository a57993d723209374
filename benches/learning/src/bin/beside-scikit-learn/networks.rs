//! Our side: the network of each data set.

use std::time::Instant;

use mlp::metrics::{accuracy_score, predict, r2_score};
use mlp::prelude::*;
use mlp::{Error, loss};
use mlp_learning::data_sets::{DataSet, Part, Parts};

use crate::{ALPHA, BATCH, EPOCHS, RATE, Row, Run};

/// Our runs on a data set, or none if it has no network here.
///
/// # Errors
///
/// If a training run fails.
pub(crate) fn row(set: &DataSet, seeds: u64) -> Result<Option<Row>, Error> {
    macro_rules! networks {
        ($($name:literal: $task:ident $inputs:literal => [$($width:literal)*] $activation:ident => $outputs:literal $last:ident;)*) => {
            match set.name {
                $($name => {
                    mlp! {
                        struct Net: $inputs $(=> $width $activation)* => $outputs $last, unroll = none;
                        struct Drawn: $inputs $(=> $width $activation init(xavier, xavier))* => $outputs $last init(xavier, xavier),
                            unroll = none
                    }
                    let network = concat!(stringify!($inputs), $(" => ", stringify!($width), " ", stringify!($activation),)*
                        " => ", stringify!($outputs), networks!(@shown $last));
                    let ours = (0..seeds).map(|seed| $task::<Net, $inputs>(&set.parts(seed)?, seed));
                    let ours = ours.collect::<Result<Vec<_>, Error>>()?;
                    let drawn = (0..seeds).map(|seed| $task::<Drawn, $inputs>(&set.parts(seed)?, seed));
                    let drawn = drawn.collect::<Result<Vec<_>, Error>>()?;
                    let metric = if set.classes() == 0 { "R2" } else { "accuracy" };
                    Ok(Some(Row { name: $name, network, metric, ours, drawn, theirs: Vec::new() }))
                })*
                _ => Ok(None),
            }
        };
        (@shown identity) => { "" };
        (@shown $last:ident) => { concat!(" ", stringify!($last)) };
    }
    networks! {
        "iris": classes 4 => [32] relu => 3 softmax;
        "wine": classes 13 => [32] relu => 3 softmax;
        "breast cancer": binary 30 => [32] relu => 1 sigmoid;
        "digits": classes 64 => [64] relu => 10 softmax;
        "diabetes": numbers 10 => [16] relu => 1 identity;
        "friedman1": numbers 10 => [100] relu => 1 identity;
        "friedman2": numbers 4 => [32 32] relu => 1 identity;
        "friedman3": numbers 4 => [32 32] tanh => 1 identity;
        "sine": numbers 1 => [32 32] tanh => 1 identity;
        "moons": binary 2 => [32] relu => 1 sigmoid;
        "circles": binary 2 => [16 16] tanh => 1 sigmoid;
        "spirals": binary 2 => [64 64] relu => 1 sigmoid;
        "xor": binary 2 => [16] tanh => 1 sigmoid;
        "blobs": classes 2 => [16] relu => 3 softmax;
    }
}

fn numbers<N, const I: usize>(parts: &Parts, seed: u64) -> Result<Run, Error>
where
    N: Network<Input = [f32; I], Output = [f32; 1]>,
    Mse: Loss<N, Target = [f32; 1]>,
{
    // scikit-learn's loss is half the squared error
    let (net, seconds) = trained::<N, _, I>(Mse, 2.0, parts, &parts.train.single(), seed)?;
    let score = r2_score(&predict(&net, &parts.test.arrays()), &parts.test.single())?;
    Ok(Run { score: score.into(), seconds })
}

fn binary<N, const I: usize>(parts: &Parts, seed: u64) -> Result<Run, Error>
where
    N: Network<Input = [f32; I], Output = [f32; 1]>,
    Bce: Loss<N, Target = [f32; 1]>,
{
    let (net, seconds) = trained::<N, _, I>(Bce, 1.0, parts, &parts.train.single(), seed)?;
    let score = accuracy_score(&predict(&net, &parts.test.arrays()), parts.test.classes())?;
    Ok(Run { score: score.into(), seconds })
}

fn classes<N, const I: usize>(parts: &Parts, seed: u64) -> Result<Run, Error>
where
    N: Network<Input = [f32; I]>,
    CrossEntropy: Loss<N, Target = usize>,
{
    let (net, seconds) = trained::<N, _, I>(CrossEntropy, 1.0, parts, parts.train.classes(), seed)?;
    let score = accuracy_score(&predict(&net, &parts.test.arrays()), parts.test.classes())?;
    Ok(Run { score: score.into(), seconds })
}

/// Trains a network; `factor` is that of our loss over scikit-learn's.
fn trained<N, L, const I: usize>(
    loss: L,
    factor: f32,
    parts: &Parts,
    targets: &[L::Target],
    seed: u64,
) -> Result<(Box<N>, f64), Error>
where
    N: Network<Input = [f32; I]>,
    L: loss::Loss<N>,
{
    let inputs = Part::arrays::<I>(&parts.train);
    let batch = BATCH.min(inputs.len());
    let optimizer = Adam::new(RATE).weight_decay(factor * ALPHA / batch as f32).decay_biases(false);
    let mut net = N::boxed(seed);
    let start = Instant::now();
    Trainer::new(loss, optimizer).epochs(EPOCHS).batch_size(batch).seed(seed).fit(&mut *net, &inputs, targets)?;
    Ok((net, start.elapsed().as_secs_f64()))
}
