//! Training runs against those of the reference in `f64`: its order of batches, its gradients, its optimizer.

use mlp::prelude::*;
use mlp_fixtures::{at_every_level, classes, probabilities, random_network, uniform};
use mlp_oracle::{twin, wide};
use mlp_reference::{BatchOrder, Loss as ReferenceLoss, Optimizer as Reference, Target, Tolerance};

mlp! {
    struct Decision: 3 => 8 tanh => 2 sigmoid, unroll = none;
    struct Classes: 3 => 8 relu => 4 softmax, unroll = none;
}

/// The same training by the reference, in `f64`: its order of batches, its gradients, its optimizer.
fn trajectory<N: Network, T: mlp_oracle::AsReferenceTarget>(
    loss: ReferenceLoss,
    mut optimizer: Reference<f64>,
    inputs: &[N::Input],
    targets: &[T],
    epochs: usize,
) -> (Vec<f64>, Vec<f64>) {
    use mlp::Vector as _;
    let mut network = twin(&random_network::<N>(1));
    let mut order = BatchOrder::new(inputs.len(), 77);
    let mut losses = Vec::new();
    for _ in 0..epochs {
        let mut sum = 0.0;
        for batch in order.epoch().to_vec().chunks(16) {
            let xs: Vec<Vec<f64>> =
                batch.iter().map(|&i| wide(N::Input::flatten(std::slice::from_ref(&inputs[i])))).collect();
            let ts: Vec<Target<f64>> = batch.iter().map(|&i| targets[i].as_reference()).collect();
            let gradient = network.gradient(loss, &xs, &ts);
            let mut params = network.params();
            optimizer.update(&mut params, &gradient.d_params);
            network.set_params(&params);
            sum += gradient.loss * batch.len() as f64;
        }
        losses.push(sum / inputs.len() as f64);
    }
    (losses, network.params())
}

/// A hundred steps: each rounds, and carries on what the ones before rounded.
const TRAINING: Tolerance = Tolerance { relative: 5e-5, absolute: 5e-5 };

#[test]
fn batches_come_in_the_order_of_the_reference() {
    let inputs: Vec<[f32; 3]> = uniform(150, 1, 1.0);
    let labels = classes(150, 2, 4);
    let (losses, params) =
        trajectory::<Classes, _>(ReferenceLoss::CrossEntropy, Reference::sgd(f64::from(0.2_f32)), &inputs, &labels, 10);
    at_every_level(|level| {
        let mut net: Classes = random_network(1);
        let trainer = Trainer::new(CrossEntropy, Sgd::new(0.2)).epochs(10).batch_size(16).seed(77);
        let history = trainer.fit(&mut net, &inputs, &labels).expect("good data");
        TRAINING.assert(&format!("losses, {level}"), history.losses(), &losses);
        TRAINING.assert(&format!("parameters, {level}"), net.params(), &params);
    });
}

#[test]
fn momentum_carries_over_epochs() {
    let inputs: Vec<[f32; 3]> = uniform(90, 1, 1.0);
    let targets: Vec<[f32; 2]> = probabilities(90, 2);
    let optimizer = Reference::momentum(f64::from(0.1_f32), f64::from(0.9_f32));
    let (losses, params) = trajectory::<Decision, _>(ReferenceLoss::Bce, optimizer, &inputs, &targets, 10);
    at_every_level(|level| {
        let mut net: Decision = random_network(1);
        let trainer = Trainer::new(Bce, Momentum::new(0.1, 0.9)).epochs(10).batch_size(16).seed(77);
        let history = trainer.fit(&mut net, &inputs, &targets).expect("good data");
        TRAINING.assert(&format!("losses, {level}"), history.losses(), &losses);
        TRAINING.assert(&format!("parameters, {level}"), net.params(), &params);
    });
}
