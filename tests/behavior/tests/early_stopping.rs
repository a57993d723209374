//! Callbacks, early stopping, and what they leave in the network and the history.

use core::ops::ControlFlow;
use mlp::prelude::*;
use mlp_fixtures::{at_every_level, at_one_level, random_network, uniform};

mlp! { struct Regression: 3 => 8 tanh => 2, unroll = none }

type Samples = (Vec<[f32; 3]>, Vec<[f32; 2]>);

fn samples(seed: u64) -> Samples {
    (uniform(24, seed, 1.0), uniform(24, seed + 100, 1.0))
}

fn trainer() -> Trainer<Mse, Adam> {
    Trainer::new(Mse, Adam::new(0.05)).epochs(60).batch_size(8)
}

/// With few samples and no pattern in them the validation loss rises again after some epochs.
#[test]
fn the_best_weights_are_restored() {
    at_one_level(|| {
        let ((inputs, targets), (held_out, answers)) = (samples(1), samples(2));
        let mut weights = Vec::new();
        let mut net: Regression = random_network(1);
        let trainer = trainer().validate(&held_out, &answers).early_stopping(EarlyStopping::new(5));
        let history = trainer
            .fit_with(&mut net, &inputs, &targets, |epoch| {
                weights.push(epoch.network().params().to_vec());
                ControlFlow::Continue(())
            })
            .expect("good data");
        let losses = history.validation_losses();
        let best = history.best_epoch().expect("early stopping was on");
        assert_eq!(history.epochs(), best + 5, "five epochs in a row were no better: {losses:?}");
        assert!(best > 1 && history.epochs() < 60, "the test shows nothing: {losses:?}");
        assert!(losses.iter().all(|loss| *loss >= losses[best - 1]));
        assert_eq!(net.params().as_slice(), weights[best - 1]);
        assert_ne!(net.params().as_slice(), weights[best + 4]);
        assert_eq!(net.loss(Mse, &held_out, &answers), losses[best - 1]);
    });
}

/// When the epochs run out before the patience does, the best weights are restored all the same.
#[test]
fn the_best_weights_are_restored_at_the_end() {
    at_one_level(|| {
        let ((inputs, targets), (held_out, answers)) = (samples(1), samples(2));
        let mut net: Regression = random_network(1);
        let trainer = trainer().validate(&held_out, &answers).early_stopping(EarlyStopping::new(1_000));
        let history = trainer.fit(&mut net, &inputs, &targets).expect("good data");
        let best = history.best_epoch().expect("early stopping was on");
        assert!(history.epochs() == 60 && best < 60);
        assert_eq!(net.loss(Mse, &held_out, &answers), history.validation_losses()[best - 1]);
    });
}

/// An epoch that is better by less than `min_delta` is no improvement: the network before training stays the best.
#[test]
fn improvements_below_min_delta_do_not_count() {
    at_one_level(|| {
        let (inputs, targets) = samples(1);
        let mut net: Regression = random_network(1);
        let trainer = trainer().early_stopping(EarlyStopping::new(3).min_delta(1e6));
        let history = trainer.fit(&mut net, &inputs, &targets).expect("good data");
        assert_eq!((history.epochs(), history.best_epoch()), (3, Some(0)), "{:?}", history.losses());
        assert_eq!(net.params(), random_network::<Regression>(1).params());
        let mut net: Regression = random_network(1);
        let trainer = trainer.early_stopping(EarlyStopping::new(1).min_delta(1e6));
        let history = trainer.fit(&mut net, &inputs, &targets).expect("good data");
        assert_eq!(history.epochs(), 1);
    });
}

mlp! { struct Line: 1 => 1 no_bias }

fn line(weight: f32) -> Line {
    let mut net = Line::zeroed();
    net.params_slice_mut()[0] = weight;
    net
}

/// Steps that are too long make each loss larger than the one before: the network before training is the best.
#[test]
fn a_run_that_only_gets_worse_restores_the_first_network() {
    let mut net = line(1.0);
    let trainer = Trainer::new(Mse, Sgd::new(1.2)).epochs(6).early_stopping(EarlyStopping::new(3));
    let history = trainer.fit(&mut net, &[[1.0]], &[[0.0]]).expect("good data");
    assert_eq!((history.best_epoch(), net.params_slice()[0]), (Some(0), 1.0));
    let expected = [1.96, 3.8416, 7.529_536];
    assert!(history.losses().iter().zip(expected).all(|(loss, right)| (loss - right).abs() < 1e-5), "{history:?}");
    assert_eq!(history.epochs(), 3);
}

mlp! { struct Wave: 1 => 8 tanh => 1 }

/// Without validation data the restored network is the one with the lowest loss of the history.
#[test]
fn the_restored_network_has_the_lowest_loss_of_the_history() {
    at_one_level(|| {
        let inputs: Vec<[f32; 1]> = (0_u8..20).map(|i| [f32::from(i) / 10.0 - 1.0]).collect();
        let targets: Vec<[f32; 1]> = inputs.iter().map(|[x]| [(3.0 * x).sin()]).collect();
        for seed in 0..20 {
            let mut net = Wave::seeded(seed);
            let trainer = Trainer::new(Mse, Adam::new(0.05)).epochs(300).batch_size(4).seed(seed);
            let trainer = trainer.early_stopping(EarlyStopping::new(20));
            let history = trainer.fit(&mut net, &inputs, &targets).expect("good data");
            let lowest = history.losses().iter().copied().fold(f32::INFINITY, f32::min);
            let best = history.best_epoch().expect("early stopping was on");
            assert_eq!(net.loss(Mse, &inputs, &targets), lowest, "seed {seed}");
            assert_eq!(history.losses()[best - 1], lowest, "seed {seed}");
        }
    });
}

/// Bad epochs count in a row: a better one in between begins anew.
#[test]
fn a_better_epoch_begins_the_count_anew() {
    // each step multiplies the weight by -1.1, or by 1/2
    let rates = |_: f32, epoch: u32| if [1, 3].contains(&epoch) { 0.25 } else { 1.05 };
    let trainer = Trainer::new(Mse, Sgd::new(1.0)).epochs(20).schedule(rates).early_stopping(EarlyStopping::new(2));
    let history = trainer.fit(&mut line(1.0), &[[1.0]], &[[0.0]]).expect("good data");
    assert_eq!((history.epochs(), history.best_epoch()), (6, Some(4)), "{:?}", history.losses());
}

/// The network before the first epoch is no bad epoch, even if its loss is infinite.
#[test]
fn an_infinite_first_loss_is_not_a_bad_epoch() {
    let (held_out, answers) = ([[3e19]], [[0.0]]);
    let trainer = Trainer::new(Mse, Sgd::new(f32::MIN_POSITIVE)).epochs(9).validate(&held_out, &answers);
    let trainer = trainer.early_stopping(EarlyStopping::new(2));
    let history = trainer.fit(&mut line(1.0), &[[1.0]], &[[0.0]]).expect("good data");
    assert_eq!((history.epochs(), history.best_epoch()), (2, Some(0)), "{:?}", history.validation_losses());
}

/// A loss that is not finite is never the best, and those after it are compared as always.
#[test]
fn an_infinite_first_loss_is_not_the_best() {
    let mut net = line(1.0);
    // the squared error of the first network overflows, and training makes the weight small
    let (held_out, answers) = ([[3e19]], [[0.0]]);
    let trainer = Trainer::new(Mse, Sgd::new(0.25)).epochs(40).validate(&held_out, &answers);
    let trainer = trainer.early_stopping(EarlyStopping::new(4));
    let history = trainer.fit(&mut net, &[[1.0]], &[[0.0]]).expect("good data");
    let losses = history.validation_losses();
    let lowest = losses.iter().copied().fold(f32::INFINITY, f32::min);
    assert_eq!(net.loss(Mse, &held_out, &answers), lowest, "{losses:?}");
    assert!(history.best_epoch().is_some_and(|best| best > 1), "{history:?}");
}

/// The last batch may be shorter: its samples count as much as all others.
#[test]
fn the_loss_of_an_epoch_is_the_mean_over_its_samples() {
    let (inputs, targets) = ([[1.0], [1.0], [1.0], [1.0], [10.0]], [[0.0]; 5]);
    let losses = |trainer: Trainer<Mse, Sgd>| {
        let history = trainer.epochs(4).batch_size(4).fit(&mut line(1.0), &inputs, &targets).expect("good data");
        history.losses().to_vec()
    };
    for seed in 0..4 {
        let trainer = Trainer::new(Mse, Sgd::new(f32::MIN_POSITIVE)).seed(seed);
        for loss in losses(trainer.clone()) {
            assert!((loss - 20.8).abs() < 1e-4, "seed {seed}: {loss}");
        }
        // (3 * 1 + 0.5 * 100) / 3.5, in whatever batch the sample without a weight is
        for loss in losses(trainer.sample_weights(&[1.0, 1.0, 1.0, 0.0, 0.5])) {
            assert!((loss - 53.0 / 3.5).abs() < 1e-4, "seed {seed}: {loss}");
        }
    }
}

mlp! { struct StraightLine: 1 => 1, unroll = full }

/// The loss of many equal samples is that of one: the total loses no small term.
#[test]
fn the_mean_of_a_million_equal_losses_is_their_value() {
    let (inputs, targets) = (vec![[1.0]; 1_000_003], vec![[0.0]; 1_000_003]);
    let (net, mut gradient) = (line(0.3), Line::zeroed());
    let (one, many) = (net.loss(Mse, &[[1.0]], &[[0.0]]), net.loss(Mse, &inputs, &targets));
    assert!((many - one).abs() < 1e-7, "{many} for {one}");
    let weights = vec![0.7; inputs.len()];
    let weighted = net.weighted_loss(Mse, &inputs, &targets, &weights);
    assert!((weighted - one).abs() < 1e-7, "{weighted} for {one}");
    let with_gradient = net.gradient(Mse, &inputs, &targets, &mut gradient);
    assert!((with_gradient - one).abs() < 1e-7, "{with_gradient} for {one}");
    // in straight-line code a few losses add up in each lane
    let (mut net, mut gradient) = (StraightLine::zeroed(), StraightLine::zeroed());
    net.params_slice_mut()[0] = 0.3;
    at_every_level(|level| {
        for loss in [net.loss(Mse, &inputs, &targets), net.gradient(Mse, &inputs, &targets, &mut gradient)] {
            assert!((loss - one).abs() < 1e-7, "{loss} for {one}, {level}");
        }
    });
}

mlp! { struct Classifier: 1 => 2 softmax }

/// The weighted mean of nothing would be 0, the best of all losses.
#[test]
fn validation_data_without_weight_are_an_error() {
    let trainer = Trainer::new(CrossEntropy, Sgd::new(0.1)).class_weights(&[1.0, 0.0]);
    let (held_out, answers) = ([[1.0]], [1]);
    let trainer = trainer.validate(&held_out, &answers);
    let error = trainer.fit(&mut Classifier::seeded(1), &[[0.0], [1.0]], &[0, 1]).expect_err("no weight");
    let text = "the validation data: all samples have the weight 0: at least one weight must be positive";
    assert_eq!(error.to_string(), text);
}

#[test]
fn callbacks_see_everything_and_can_stop() {
    at_one_level(|| {
        let ((inputs, targets), (held_out, answers)) = (samples(1), samples(2));
        let mut net: Regression = random_network(1);
        let mut seen = Vec::new();
        let history = trainer()
            .validate(&held_out, &answers)
            .fit_with(&mut net, &inputs, &targets, |epoch| {
                assert_eq!((epoch.epochs(), epoch.learning_rate()), (60, 0.05));
                assert_eq!(epoch.validation_loss(), Some(epoch.network().loss(Mse, &held_out, &answers)));
                assert_eq!(epoch.history().epochs(), epoch.number());
                assert!(epoch.seconds().is_some_and(|seconds| seconds >= 0.0));
                epoch.record("first weight", epoch.network().params()[0]);
                if epoch.number() % 2 == 0 {
                    epoch.record("even", 1.0);
                }
                seen.push((epoch.number(), epoch.loss()));
                if epoch.number() == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
            .expect("good data");
        assert_eq!(history.epochs(), 5);
        assert_eq!(seen, (1..).zip(history.losses().iter().copied()).collect::<Vec<_>>());
        assert_eq!(history.metrics().collect::<Vec<_>>(), ["first weight", "even"]);
        assert_eq!(history.metric("first weight").expect("it was recorded")[4], net.params()[0]);
        let even = history.metric("even").expect("it was recorded");
        assert_eq!(even.iter().map(|x| x.is_nan()).collect::<Vec<_>>(), [true, false, true, false, true]);
        assert_eq!(history.metric("odd"), None);
        assert!(history.best_epoch().is_none() && history.seconds().is_sorted() && history.seconds().len() == 5);
        // what was stopped is what fewer epochs would have given
        let mut fewer: Regression = random_network(1);
        trainer().epochs(5).fit(&mut fewer, &inputs, &targets).expect("good data");
        assert_eq!(fewer.params(), net.params());
    });
}
