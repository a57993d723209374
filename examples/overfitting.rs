//! Overfitting, and what early stopping, weight decay and dropout do about it.
//!
//! Look for: forty noisy points and 4,417 parameters. The training loss goes to
//! zero while the loss of unseen points rises, and the decision boundary bends around
//! single points. Each remedy keeps the loss of unseen points low; early stopping
//! restores the weights with the lowest validation loss.

use mlp::data::moons;
use mlp::optimizer::AdamW;
use mlp::prelude::*;
use support::figure::{BLUE, Chart, GREEN, ORANGE, RED, save};

mlp! {
    struct Wide: 2 => 64 tanh => 64 tanh => 1 sigmoid;
    /// The same with dropout: in training, each hidden unit is left out with
    /// probability 0.3.
    struct WithDropout: 2 => 64 tanh dropout(0.3) => 64 tanh dropout(0.3) => 1 sigmoid
}

const EPOCHS: usize = 1_000;
/// The standard deviation of the noise on each coordinate.
const NOISE: f32 = 0.35;

/// Inputs and targets.
type Samples = (Vec<[f32; 2]>, Vec<[f32; 1]>);

fn main() -> Result<(), mlp::Error> {
    let (train, validation, test) =
        (samples(40, 1)?, samples(200, 2)?, samples(2_000, 3)?);
    let trainer = || {
        Trainer::new(Bce, Adam::new(0.003))
            .epochs(EPOCHS)
            .validate(&validation.0, &validation.1)
    };

    let mut plain = Wide::seeded(7);
    let plain_history = trainer().fit(&mut plain, &train.0, &train.1)?;
    let mut stopped = Wide::seeded(7);
    let stopped_history = trainer().early_stopping(EarlyStopping::new(100)).fit(
        &mut stopped,
        &train.0,
        &train.1,
    )?;
    let mut dropped = WithDropout::seeded(7);
    let dropped_history = trainer().fit(&mut dropped, &train.0, &train.1)?;
    let mut decayed = Wide::seeded(7);
    let decay = Trainer::new(Bce, AdamW::new(0.003, 0.3)).epochs(EPOCHS);
    let decayed_history = decay.validate(&validation.0, &validation.1).fit(
        &mut decayed,
        &train.0,
        &train.1,
    )?;

    assert_eq!(Wide::PARAMS, 4_417);
    println!(
        "{:<15} {:>13} {:>15} {:>14}",
        "", "training loss", "test loss", "test accuracy"
    );
    let losses = [
        report("no remedy", &plain, &train, &test),
        report("early stopping", &stopped, &train, &test),
        report("weight decay", &decayed, &train, &test),
        report("dropout", &dropped, &train, &test),
    ];
    println!("early stopping: {stopped_history}");
    assert!(losses[1..].iter().all(|loss| *loss < 0.7 * losses[0]), "{losses:?}");

    let curve = |losses: &[f32]| -> Vec<[f32; 2]> {
        (1_u16..).zip(losses).map(|(epoch, loss)| [f32::from(epoch), *loss]).collect()
    };
    let curves = Chart::new(
        "Loss over the epochs",
        ["epoch", "cross-entropy"],
        [0.0..EPOCHS as f32, 0.0..0.8],
    )
    .line("no remedy, of training points", ORANGE, 2, curve(plain_history.losses()))
    .line(
        "no remedy, of unseen points",
        RED,
        2,
        curve(plain_history.validation_losses()),
    )
    .line(
        "weight decay, of unseen points",
        GREEN,
        2,
        curve(decayed_history.validation_losses()),
    )
    .line(
        "dropout, of unseen points",
        BLUE,
        2,
        curve(dropped_history.validation_losses()),
    );
    let panels = [
        region("No remedy", &plain, &train),
        region("Early stopping", &stopped, &train),
    ];
    save("overfitting", "loss", [560, 380], 1, &[&curves]);
    save(
        "overfitting",
        "overfitting",
        [430, 400],
        3,
        &[&curves, &panels[0], &panels[1]],
    );
    Ok(())
}

/// Points around two half circles, and the class of each.
fn samples(count: usize, seed: u64) -> Result<Samples, mlp::Error> {
    let (points, labels) = moons(count, NOISE, seed);
    Ok((points, mlp::data::binary(&labels)?))
}

/// Prints the losses and the accuracy of a network, and returns its test loss.
fn report<N>(name: &str, net: &N, train: &Samples, test: &Samples) -> f32
where
    N: Network<Input = [f32; 2], Output = [f32; 1], Last = mlp::activation::Sigmoid>,
{
    let loss = |(inputs, targets): &Samples| net.loss(Bce, inputs, targets);
    let right =
        test.0.iter().zip(&test.1).filter(|(point, target)| {
            (net.forward(point)[0] > 0.5) == (target[0] > 0.5)
        });
    let accuracy = right.count() as f64 / test.0.len() as f64;
    println!(
        "{name:<15} {:>13.4} {:>15.4} {:>12.1} %",
        loss(train),
        loss(test),
        100.0 * accuracy
    );
    loss(test)
}

/// The outputs over the plane, and the points that the network was trained on.
fn region(title: &str, net: &Wide, (points, targets): &Samples) -> Chart {
    let class = |wanted: f32| -> Vec<[f32; 2]> {
        points
            .iter()
            .zip(targets)
            .filter(|(_, target)| target[0] == wanted)
            .map(|(point, _)| *point)
            .collect()
    };
    Chart::new(title, ["first input", "second input"], [-2.0..3.0, -1.5..2.0])
        .output(|point| net.forward(&point)[0])
        .points("class 0", BLUE, 3.0, class(0.0))
        .points("class 1", RED, 3.0, class(1.0))
}
