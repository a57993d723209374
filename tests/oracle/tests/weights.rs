//! Weights of samples and classes: `PyTorch`'s figures, sums of single samples, differences, and a training run.

use mlp::Batch;
use mlp::prelude::*;
use mlp_fixtures::{at_every_level, at_one_level, classes, random_network, uniform};
use mlp_oracle::{narrow, rows};
use mlp_reference::{Tolerance, golden};

mlp! {
    struct Values: 5 => 7 tanh => 4 tanh => 2;
    struct Choices: 5 => 7 tanh => 4 tanh => 2 sigmoid, unroll = none;
    struct Kinds: 5 => 7 tanh => 4 tanh => 2 softmax;
    struct Matrices: 5 => 7 tanh => 4 tanh => 2 softmax, unroll = none;
    /// Straight-line code, which knows no weights, in every build.
    struct Straight: 5 => 7 tanh => 4 tanh => 2 softmax, unroll = full;
    struct StraightFew: 2 => 2 tanh => 1, unroll = full;
    struct Wide: 6 => 20 tanh => 5 softmax, unroll = none;
}

const ROUNDED: Tolerance = Tolerance { relative: 2e-6, absolute: 1e-6 };

#[test]
fn losses_and_gradients_are_those_of_pytorch() {
    let net = golden::nets().into_iter().find(|net| net.activation == mlp_reference::Activation::Tanh).expect("tanh");
    let weights = golden::weights();
    let samples = narrow(&weights.sample_weights);
    let by_class: Vec<f32> = net.labels.iter().map(|&label| narrow(&weights.class_weights)[label]).collect();
    let inputs = rows::<5>(&net.inputs);
    let hold = |name: &str, (loss, gradient): (f32, Vec<f32>), at: &str| {
        let (expected, derivatives) = &weights.losses[name];
        ROUNDED.assert(&format!("{name}, {at}"), &[loss], &[*expected]);
        ROUNDED.assert(&format!("{name}, {at}: gradient"), &gradient, derivatives);
    };
    at_every_level(|level| {
        let at = level.to_string();
        let params = narrow(&net.params);
        hold("cross_entropy weight", ask::<Kinds, _>(&params, CrossEntropy, &inputs, &net.labels, &by_class), &at);
        hold("cross_entropy weight", ask::<Matrices, _>(&params, CrossEntropy, &inputs, &net.labels, &by_class), &at);
        hold("cross_entropy weight", ask::<Straight, _>(&params, CrossEntropy, &inputs, &net.labels, &by_class), &at);
        hold("cross_entropy samples", ask::<Straight, _>(&params, CrossEntropy, &inputs, &net.labels, &samples), &at);
        hold("cross_entropy samples", ask::<Kinds, _>(&params, CrossEntropy, &inputs, &net.labels, &samples), &at);
        let real = rows::<2>(&net.real_targets);
        hold("mse samples", ask::<Values, _>(&params, Mse, &inputs, &real, &samples), &at);
        let binary = rows::<2>(&net.binary_targets);
        hold("bce samples", ask::<Choices, _>(&params, Bce, &inputs, &binary, &samples), &at);
    });
    assert_eq!(weights.losses.len(), 4);
}

/// The weighted loss and gradient of a network with these parameters.
fn ask<N: Network, L: Loss<N>>(
    params: &[f32],
    loss: L,
    inputs: &[N::Input],
    targets: &[L::Target],
    weights: &[f32],
) -> (f32, Vec<f32>) {
    let (mut net, mut gradient) = (N::ZERO, N::ZERO);
    net.params_slice_mut().copy_from_slice(params);
    let value = net.weighted_gradient(loss, inputs, targets, weights, &mut gradient);
    let alone = net.weighted_loss(loss, inputs, targets, weights);
    assert!((value - alone).abs() <= 1e-6 * value.abs(), "{value} and {alone}");
    (value, gradient.params_slice().to_vec())
}

/// In several chunks, with weights of 0: the sum of the single samples' gradients.
#[test]
fn a_weighted_batch_is_the_sum_of_its_samples() {
    at_every_level(|level| {
        let (net, samples) = (random_network::<Wide>(3), 150);
        let (inputs, labels) = (uniform::<[f32; 6]>(samples, 4, 1.0), classes(samples, 5, 5));
        let weights: Vec<f32> = uniform::<[f32; 1]>(samples, 6, 1.0).iter().map(|[w]| w.max(0.0)).collect();
        let sum: f64 = weights.iter().copied().map(f64::from).sum();
        let (mut loss, mut expected) = (0.0, vec![0.0; Wide::PARAMS]);
        let mut gradient = Wide::zeroed();
        for ((input, label), weight) in inputs.iter().zip(&labels).zip(&weights) {
            let value = net.gradient(CrossEntropy, &[*input], &[*label], &mut gradient);
            loss += f64::from(*weight) / sum * f64::from(value);
            for (total, g) in expected.iter_mut().zip(gradient.params()) {
                *total += f64::from(*weight) / sum * f64::from(*g);
            }
        }
        let found = net.weighted_gradient(CrossEntropy, &inputs, &labels, &weights, &mut gradient);
        ROUNDED.assert(&level.to_string(), &[found], &[loss]);
        ROUNDED.assert(&format!("{level}: gradient"), gradient.params(), &expected);
    });
}

#[test]
fn the_gradient_is_that_of_the_weighted_loss() {
    at_one_level(|| {
        let (inputs, targets) = (uniform::<[f32; 5]>(9, 1, 1.0), uniform::<[f32; 2]>(9, 2, 1.0));
        let weights = [0.5, 0.0, 2.0, 1.0, 1.0, 3.0, 0.25, 0.0, 1.0];
        let (mut net, mut gradient) = (random_network::<Values>(3), Values::zeroed());
        net.weighted_gradient(Mse, &inputs, &targets, &weights, &mut gradient);
        for index in 0..Values::PARAMS {
            let mut at = |shift: f32| {
                let before = net.params()[index];
                net.params_mut()[index] = before + shift;
                let loss = net.weighted_loss(Mse, &inputs, &targets, &weights);
                net.params_mut()[index] = before;
                loss
            };
            let slope = (at(1e-2) - at(-1e-2)) / 2e-2;
            assert!((slope - gradient.params()[index]).abs() < 2e-3, "parameter {index}");
        }
    });
}

#[test]
fn weights_of_zero_give_zero() {
    at_one_level(|| {
        let (net, mut gradient) = (random_network::<Kinds>(3), random_network::<Kinds>(4));
        let loss = net.weighted_gradient(CrossEntropy, &[[1.0; 5]; 3], &[0, 1, 0], &[0.0; 3], &mut gradient);
        assert!(loss == 0.0 && gradient.params().iter().all(|g| *g == 0.0));
    });
}

/// A trainer's weights are those of the samples, times those of the classes, whatever order they come in.
#[test]
fn the_trainer_multiplies_sample_and_class_weights() {
    at_one_level(|| {
        let (inputs, labels) = (uniform::<[f32; 6]>(40, 4, 1.0), classes(40, 5, 5));
        let samples: Vec<f32> = uniform::<[f32; 1]>(40, 6, 1.0).iter().map(|[w]| w.abs()).collect();
        let kinds = [1.0, 0.5, 0.0, 4.0, 2.0];
        let trainer = Trainer::new(CrossEntropy, Sgd::new(0.1)).epochs(3).batch_size(8).seed(9);
        let both = trainer.clone().sample_weights(&samples).class_weights(&kinds).validate(&inputs, &labels);
        let mut net: Wide = random_network(3);
        let history = both.fit(&mut net, &inputs, &labels).expect("good data");
        let by_class: Vec<f32> = labels.iter().map(|&label| kinds[label]).collect();
        let validation = net.weighted_loss(CrossEntropy, &inputs, &labels, &by_class);
        assert_eq!(history.validation_losses()[2], validation);

        let product: Vec<f32> = samples.iter().zip(&by_class).map(|(a, b)| a * b).collect();
        let mut by_hand: Wide = random_network(3);
        let (optimizer, mut order) = (Sgd::new(0.1), mlp_reference::BatchOrder::new(40, 9));
        let mut state = optimizer.init::<Wide>();
        for _ in 0..3 {
            for batch in order.epoch().to_vec().chunks(8) {
                let xs: Vec<[f32; 6]> = batch.iter().map(|&i| inputs[i]).collect();
                let ts: Vec<usize> = batch.iter().map(|&i| labels[i]).collect();
                let ws: Vec<f32> = batch.iter().map(|&i| product[i]).collect();
                by_hand.train(CrossEntropy, &optimizer, &mut state, Batch::new(&xs, &ts).weights(&ws));
            }
        }
        assert_eq!(net.params(), by_hand.params());
        let mut unweighted: Wide = random_network(3);
        trainer.fit(&mut unweighted, &inputs, &labels).expect("good data");
        assert_ne!(net.params(), unweighted.params());
    });
}

/// A target that is NaN does not reach the loss or the gradient of a sample without weight, on any route.
#[test]
fn what_does_not_count_may_be_nan() {
    at_every_level(|level| {
        for count in [1, 2, 7, 16, 100] {
            let (inputs, good) = (uniform::<[f32; 5]>(count, 1, 1.0), uniform::<[f32; 2]>(count, 2, 1.0));
            let (mut bad, mut weights) = (good.clone(), vec![1.0; count]);
            (bad[count / 2], weights[count / 2]) = ([f32::NAN, f32::INFINITY], 0.0);
            let ask = |targets: &[[f32; 2]]| {
                let net: Values = random_network(3);
                let mut gradient = Values::zeroed();
                let loss = net.weighted_gradient(Mse, &inputs, targets, &weights, &mut gradient);
                let alone = net.weighted_loss(Mse, &inputs, targets, &weights);
                [&[loss, alone], gradient.params().as_slice()].concat()
            };
            assert_eq!(ask(&bad), ask(&good), "{level}, {count} samples");
        }
    });
}

/// A step with weights goes along the weighted gradient, also in networks of straight-line code, for one sample and many.
#[test]
fn a_step_goes_along_the_weighted_gradient() {
    fn hold<N: Network>() {
        at_every_level(|level| {
            for count in [1, 2, 5, 16, 40] {
                let (inputs, targets) = (uniform::<N::Input>(count, 1, 1.0), uniform::<N::Output>(count, 2, 1.0));
                let weights: Vec<f32> = uniform::<[f32; 1]>(count, 3, 1.0).iter().map(|[w]| w + 1.0).collect();
                let (mut net, mut gradient) = (random_network::<N>(4), N::zeroed());
                let expected = net.weighted_gradient(Mse, &inputs, &targets, &weights, &mut gradient);
                let (optimizer, before) = (Sgd::new(1.0), net.clone());
                let mut state = optimizer.init::<N>();
                let loss = net.train(Mse, &optimizer, &mut state, Batch::new(&inputs, &targets).weights(&weights));
                let after = before.params_slice().iter().zip(gradient.params_slice()).map(|(w, g)| f64::from(w - g));
                let name = format!("{net:?}, {level}, {count} samples");
                ROUNDED.assert(&name, &[loss], &[f64::from(expected)]);
                ROUNDED.assert(&name, net.params_slice(), &after.collect::<Vec<f64>>());
            }
        });
    }
    hold::<StraightFew>();
    hold::<Wide>();
}
