//! The trainer: what it does, and what it says about data that it cannot use.

use mlp::metrics::{accuracy, class};
use mlp::prelude::*;
use mlp::{Error, random::SplitMix64};

mlp! {
    #[derive(PartialEq)]
    struct Coin: 2 => 4 tanh => 1 sigmoid;
    #[derive(PartialEq)]
    struct Choice: 2 => 8 relu => 3 softmax;
    #[derive(PartialEq)]
    struct Line: 1 => 1
}

fn points(count: usize) -> Vec<[f32; 2]> {
    let mut random = SplitMix64::new(1);
    (0..count).map(|_| [random.unit(), random.unit()]).collect()
}

/// The error of a training that must not change anything.
fn refused<N: Network + PartialEq, L: Loss<N>>(loss: L, inputs: &[N::Input], targets: &[L::Target]) -> Error {
    let mut net = *N::boxed(3);
    let before = net.clone();
    let error = Trainer::new(loss, Adam::new(0.01)).epochs(2).fit(&mut net, inputs, targets).expect_err("bad data");
    assert!(net == before, "the network was changed");
    error
}

#[test]
fn bad_data_are_named_and_change_nothing() {
    let inputs = points(4);
    let said = |error: Error| error.to_string();
    assert_eq!(
        said(refused::<Coin, _>(Bce, &inputs, &[[1.0]; 3])),
        "4 inputs, but 3 targets: every input needs one target"
    );
    assert_eq!(said(refused::<Coin, _>(Bce, &[], &[])), "there are no samples to train on");
    let mut broken = inputs.clone();
    broken[2][1] = f32::NAN;
    assert_eq!(
        said(refused::<Coin, _>(Bce, &broken, &[[1.0]; 4])),
        "input 1 of sample 2 is NaN: inputs must be finite"
    );
    assert_eq!(
        said(refused::<Coin, _>(Mse, &inputs, &[[1.0], [0.0], [f32::INFINITY], [0.0]])),
        "target 0 of sample 2 is inf: targets must be finite"
    );
    assert_eq!(
        said(refused::<Coin, _>(Bce, &inputs, &[[1.0], [1.5], [0.0], [0.0]])),
        "target 0 of sample 1 is 1.5: the loss needs targets between 0 and 1"
    );
    assert_eq!(
        said(refused::<Choice, _>(CrossEntropy, &inputs, &[0, 1, 2, 3])),
        "the class of sample 3 is 3, but the network has 3 outputs: classes run from 0 to 2"
    );
    assert_eq!(
        said(refused::<Choice, _>(SoftCrossEntropy, &inputs, &[[0.5, 0.5, -0.1]; 4])),
        "target 2 of sample 0 is -0.1: the loss needs targets between 0 and 1"
    );
}

#[test]
fn bad_settings_are_named() {
    let inputs = points(4);
    let mut net = Coin::seeded(1);
    let mut said = |trainer: Trainer<Bce, Adam>| {
        trainer.fit(&mut net, &inputs, &[[1.0]; 4]).expect_err("a bad setting").to_string()
    };
    let trainer = Trainer::new(Bce, Adam::new(0.1));
    assert_eq!(said(trainer.clone().epochs(0)), "the trainer's `epochs` must be at least 1");
    assert_eq!(said(trainer.batch_size(0)), "the trainer's `batch_size` must be at least 1");
    assert_eq!(
        said(Trainer::new(Bce, Adam::new(f32::NAN))),
        "the trainer's `learning rate` must be a number and not negative"
    );
}

#[test]
fn bad_validation_data_are_found_before_training() {
    let inputs = points(4);
    let mut net = Coin::seeded(1);
    let trainer = Trainer::new(Bce, Adam::new(0.1)).validate(&inputs, &[[1.0_f32]; 3]);
    assert_eq!(
        trainer.fit(&mut net, &inputs, &[[1.0]; 4]).expect_err("bad data"),
        Error::Lengths { inputs: 4, targets: 3 }
    );
    assert!(net == Coin::seeded(1));
}

#[test]
fn a_run_that_diverges_keeps_finite_weights() {
    let inputs: Vec<[f32; 1]> = (0..64).map(|i| [i as f32]).collect();
    let targets: Vec<[f32; 1]> = inputs.iter().map(|[x]| [3.0 * x]).collect();
    let mut net = Line::seeded(1);
    let error = Trainer::new(Mse, Sgd::new(10.0)).epochs(50).fit(&mut net, &inputs, &targets).expect_err("it diverges");
    let Error::Diverged { epoch, batch, .. } = error else { panic!("{error}") };
    assert!(epoch >= 1 && batch >= 1);
    assert!(error.to_string().contains("try a smaller learning rate"), "{error}");
    assert!(net.params().iter().all(|w| w.is_finite()), "{net:?}");
    // a rate that throws the weights out of range at once leaves what it began with
    let mut net = Line::seeded(1);
    Trainer::new(Mse, Sgd::new(1e38)).fit(&mut net, &inputs, &targets).expect_err("it diverges at once");
    assert!(net == Line::seeded(1));
}

#[test]
fn history_has_every_epoch() -> Result<(), Error> {
    let inputs = points(70);
    let targets: Vec<[f32; 1]> = inputs.iter().map(|[x, y]| [f32::from(x > y)]).collect();
    let mut net = Coin::seeded(1);
    let trainer = Trainer::new(Bce, Adam::new(0.05)).epochs(30).batch_size(16).seed(4);
    let history = trainer.clone().validate(&inputs[..10], &targets[..10]).fit(&mut net, &inputs, &targets)?;
    assert_eq!((history.epochs(), history.losses().len(), history.validation_losses().len()), (30, 30, 30));
    assert!(history.final_loss() < 0.5 * history.losses()[0]);
    assert!((history.validation_losses()[29] - net.loss(Bce, &inputs[..10], &targets[..10])).abs() < 1e-6);
    // the same seed, the same run; another seed, another order
    let again = |seed| {
        let mut net = Coin::seeded(1);
        trainer.clone().seed(seed).fit(&mut net, &inputs, &targets).map(|_| net)
    };
    assert!(again(4)? == net);
    assert!(again(5)? != net);
    Ok(())
}

#[test]
fn first_loss_is_the_mean_of_the_batches() -> Result<(), Error> {
    let inputs = points(40);
    let targets = vec![[1.0]; 40];
    // a rate of zero changes nothing
    let mut net = Coin::seeded(1);
    let history = Trainer::new(Bce, Sgd::new(0.0)).epochs(1).batch_size(40).fit(&mut net, &inputs, &targets)?;
    assert!((history.final_loss() - net.loss(Bce, &inputs, &targets)).abs() < 1e-6);
    Ok(())
}

#[test]
fn accuracy_counts_the_largest_output() {
    let mut net = Choice::zeroed();
    net.l2.biases = [0.0, 1.0, 0.0];
    assert!((accuracy(&net, &points(5), &[1, 1, 0, 2, 1]) - 0.6).abs() < 1e-6);
    assert_eq!(class(&[0.2, 0.5, 0.5]), 1);
    assert_eq!((class(&[0.5]), class(&[0.49])), (1, 0));
}
