//! The page's epochs are those of `Trainer`, bit by bit.

use mlp::data::{self, Dataset, Split};
use mlp::prelude::*;
use mlp_playground::{Settings, Training};

mlp! {
    struct Circles: 2 => 3 tanh => 1 sigmoid, unroll = none;
    struct Saddle: 2 => 8 relu => 8 relu => 1, unroll = none
}

fn page(text: &str, epochs: usize) -> Training {
    let mut training = Training::new(Settings::parse(text).unwrap()).unwrap();
    assert!((0..epochs).all(|_| training.train_epoch()));
    training
}

#[test]
fn classes_are_trained_as_by_the_trainer() {
    let page = page("data=circles&decay=0.001&seed=5", 12);
    let (points, labels) = data::circles(400, 0.4, 0.1, 5);
    let split = Split::new().test_fraction(0.3).seed(5);
    let (train, test) = Dataset::new(points, labels).unwrap().split_stratified(&split).unwrap();
    let [train_targets, test_targets] = [&train, &test].map(|part| data::binary(&part.targets).unwrap());
    let mut net = Circles::seeded(5);
    let adam = Adam::new(0.03).weight_decay(0.001).decay_biases(false);
    let trainer = Trainer::new(Bce, adam).epochs(12).batch_size(10).seed(5).validate(&test.inputs, &test_targets);
    let history = trainer.fit(&mut net, &train.inputs, &train_targets).unwrap();
    assert_eq!(page.parameters(), net.params_slice());
    assert_eq!(page.train_losses()[1..], *history.losses());
    assert_eq!(page.test_losses()[1..], *history.validation_losses());
    assert_eq!(page.accuracies()[1], accuracy(&net, &test.inputs, &test.targets));
    let loaded = Circles::from_safetensors(&page.file()).unwrap();
    assert_eq!(loaded.params_slice(), net.params_slice());
}

#[test]
fn a_regression_is_trained_as_by_the_trainer() {
    let page = page("data=regression&network=8-8&activation=relu&batch=100", 9);
    let samples = page.samples();
    let mut net = Saddle::seeded(7);
    let trainer = Trainer::new(Mse, Adam::new(0.03)).epochs(9).batch_size(100).seed(7);
    let history = trainer.fit(&mut net, &samples.train.inputs, &samples.train.targets).unwrap();
    assert_eq!(page.parameters(), net.params_slice());
    assert_eq!(page.train_losses()[1..], *history.losses());
}

#[test]
fn the_circles_are_learned() {
    for activation in ["tanh", "sigmoid", "silu"] {
        let page = page(&format!("data=circles&activation={activation}&network=4"), 200);
        assert!(page.accuracies()[1] >= 0.99, "{activation}: {:?}", page.accuracies());
    }
}

#[test]
fn other_seeds_are_other_training_runs() {
    assert_ne!(page("seed=1", 2).parameters(), page("seed=2", 2).parameters());
    assert_eq!(page("seed=1", 2).parameters(), page("seed=1", 2).parameters());
}
