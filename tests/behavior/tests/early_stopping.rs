//! Callbacks, early stopping, and what they leave in the network and the history.

use core::ops::ControlFlow;
use mlp::prelude::*;
use mlp_fixtures::{at_one_level, random_network, uniform};

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

/// An epoch that is better by less than `min_delta` is no improvement; without validation data the training loss decides.
#[test]
fn improvements_below_min_delta_do_not_count() {
    at_one_level(|| {
        let (inputs, targets) = samples(1);
        let mut net: Regression = random_network(1);
        let trainer = trainer().early_stopping(EarlyStopping::new(3).min_delta(1e6));
        let history = trainer.fit(&mut net, &inputs, &targets).expect("good data");
        assert_eq!((history.epochs(), history.best_epoch()), (4, Some(1)), "{:?}", history.losses());
        let mut net: Regression = random_network(1);
        let trainer = trainer.early_stopping(EarlyStopping::new(1).min_delta(1e6));
        let history = trainer.fit(&mut net, &inputs, &targets).expect("good data");
        assert_eq!(history.epochs(), 2);
    });
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
