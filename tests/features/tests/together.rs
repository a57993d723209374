//! Features together: weights of samples, derivatives of one's own, scalers, blocks and checkpoints, on several threads and
//! in pieces, against one thread and one piece.

use mlp::prelude::*;
use mlp::schedule::ReduceOnPlateau;
use mlp::{Batch, Loss, Network, Scaled, Scaler, Vector};
use mlp_features::on_threads;
use mlp_fixtures::{bits, uniform};

mlp! {
    struct Encoder: 400 => 410 gelu dropout(0.1) => 390 tanh;
    /// Large enough to be split layer by layer, with everything that can stand in a layer's place.
    struct Blocks: 400 => encoder: net(Encoder) => residual(420 silu dropout(0.2) => 390) => repeat(2, 150 relu) => 4 softmax;
    /// Small enough to be split by shards, likewise.
    struct Inner: 6 => 8 tanh;
    struct Shards: 6 => residual(12 selu => 6) => net(Inner) => 24 gelu => 4 softmax
}

fn classes(count: usize) -> Vec<usize> {
    (0..count).map(|sample| sample * 7 % 4).collect()
}

fn weights(count: usize) -> Vec<f32> {
    uniform::<[f32; 1]>(count, 9, 1.0).into_iter().map(|[weight]| weight.max(0.0)).collect()
}

/// The results of a batch beside plain gradients and outputs, as bits.
fn everything<N: Network<Output = [f32; 4]>>(count: usize) -> Vec<u32>
where
    CrossEntropy: Loss<N, Target = usize>,
{
    let (inputs, classes, weights) = (uniform::<N::Input>(count, 1, 1.0), classes(count), weights(count));
    let (mut net, mut gradient, mut product) = (N::boxed(3), N::boxed(4), N::boxed(5));
    let mut found: Vec<f32> = Vec::new();
    found.push(net.weighted_loss(CrossEntropy, &inputs, &classes, &weights));
    found.push(net.weighted_gradient(CrossEntropy, &inputs, &classes, &weights, &mut gradient));
    found.extend(gradient.params_slice());
    net.backward(&inputs, &uniform::<N::Output>(count, 6, 1.0), &mut gradient);
    found.extend(gradient.params_slice());
    net.hessian_vector(CrossEntropy, &inputs, &classes, &gradient, &mut product);
    found.extend(product.params_slice());
    let mut rows = [N::Input::ZERO; 4];
    net.jacobian(&inputs[0], &mut rows);
    found.extend(N::Input::flatten(&rows));
    found.extend(net.jacobian_vector(&inputs[0], &inputs[1]));
    found.extend(net.input_gradient(CrossEntropy, &inputs[0], 2).1.as_ref());
    let optimizer = Adam::new(0.01).clip_norm(1.0);
    let mut state = mlp::State::<N, Adam>::boxed();
    for _ in 0..2 {
        found.push(net.train(CrossEntropy, &optimizer, &mut state, Batch::new(&inputs, &classes).weights(&weights)));
    }
    found.extend(net.params_slice());
    let scaler = Scaler::standard(&inputs).expect("finite inputs");
    found.extend(Scaled::new((*net).clone(), scaler).predict(&inputs).as_flattened());
    bits(&found)
}

fn hold<N: Network<Output = [f32; 4]>>(count: usize)
where
    CrossEntropy: Loss<N, Target = usize>,
{
    let one = on_threads(1, || everything::<N>(count));
    assert!(one.iter().all(|bits| f32::from_bits(*bits).is_finite()));
    for threads in [2, 3] {
        assert!(one == on_threads(threads, || everything::<N>(count)), "{threads} threads, {count} samples");
    }
}

#[test]
fn of_a_batch() {
    hold::<Blocks>(130);
    hold::<Shards>(6_001);
}

/// A training with all of it: in one piece on one thread, and in pieces from a checkpoint, each on another number of
/// threads.
fn pieces<N: Network<Output = [f32; 4]>>(name: &str, count: usize)
where
    CrossEntropy: Loss<N, Target = usize>,
    N::Input: mlp::ValidatedBy<usize, N::Input, usize>,
{
    let (inputs, labels, weights) = (uniform::<N::Input>(count, 1, 1.0), classes(count), weights(count));
    let (held_out, answers) = (uniform::<N::Input>(40, 2, 1.0), classes(40));
    let trainer = |epochs| {
        Trainer::new(CrossEntropy, AdamW::new(0.003, 0.01))
            .epochs(epochs)
            .batch_size(count / 2 + 1)
            .seed(5)
            .validate(&held_out, &answers)
            .sample_weights(&weights)
            .class_weights(&[1.0, 0.5, 2.0, 1.0])
            .schedule(ReduceOnPlateau::new(0.5, 0).threshold(0.5))
            .early_stopping(EarlyStopping::new(20))
    };
    let (mut whole, mut net) = (N::boxed(3), N::boxed(3));
    let expected = on_threads(1, || trainer(6).fit(&mut *whole, &inputs, &labels)).expect("good data");
    assert!(expected.learning_rates()[5] < expected.learning_rates()[0], "the schedule has done something");

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("training.checkpoint");
    let mut found = History::default();
    for (threads, epochs) in [(3, 1), (1, 2), (2, 5), (3, 6)] {
        // what was in memory is lost
        net.initialize(100 + epochs as u64);
        let piece = trainer(epochs).checkpoint(&path, 1);
        found = on_threads(threads, || piece.fit(&mut net, &inputs, &labels)).expect("a whole checkpoint");
        if epochs == 1 {
            // the first one began elsewhere: once more, from where the whole one began
            std::fs::remove_file(&path).expect("a checkpoint");
            net.initialize(3);
            on_threads(threads, || piece.fit(&mut net, &inputs, &labels)).expect("good data");
        }
    }
    assert_eq!(found, expected);
    assert!(net.params_slice() == whole.params_slice(), "{name}: the same parameters");
}

#[test]
fn trainings_in_pieces() {
    pieces::<Blocks>("blocks", 240);
    pieces::<Shards>("shards", 6_001);
}
