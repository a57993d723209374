//! One training step taken in every possible way: the same bits.

use mlp::prelude::*;
use mlp::{Batch, State, Workspace};
use mlp_fixtures::{at_every_level, bits, random_network, uniform};

mlp! {
    struct Kernels: 5 => 9 tanh => 17 sigmoid => 3, unroll = none;
    struct Straight: 2 => 3 sigmoid => 1 sigmoid, unroll = full;
    struct Large: 30 => 70 relu => 130 tanh => 10, unroll = none;
    /// So many parameters that they change during the backward pass, where a batch fits one pass.
    struct Fused: 40 => 160 relu => 130 tanh => 10;
    /// Constant sizes in builds with optimization.
    struct Fixed: 9 => 17 tanh => 3 silu => 5;
    /// The same, with a thin layer at the end whose inputs fill the memory of their products, but for the biases.
    struct FusedThin: 40 => 260 relu => 48 tanh => 2;
    struct Left: 30 => 40 silu dropout(0.3) => 60 tanh dropout(0.5) => 10, unroll = none;
}

/// Returns the bits of all losses and parameters of a run over batches of these sizes, each trained on by `step`.
fn bits_of_run<N: Network, O: Optimizer>(
    sizes: &[usize],
    mut step: impl FnMut(&mut N, &mut State<N, O>, &[N::Input], &[N::Output]) -> f32,
) -> Vec<u32> {
    let inputs: Vec<N::Input> = uniform(400, 5, 1.0);
    let targets: Vec<N::Output> = uniform(400, 6, 1.0);
    // on the heap: large networks would overflow a test's stack
    let (mut net, mut state, mut found) = (N::boxed(7), State::<N, O>::boxed(), Vec::new());
    for &size in sizes {
        found.push(step(&mut net, &mut state, &inputs[..size], &targets[..size]).to_bits());
        found.extend(bits(net.params_slice()));
    }
    found
}

fn fused<N: Network, O: Optimizer>(optimizer: &O, sizes: &[usize]) -> Vec<u32> {
    bits_of_run::<N, O>(sizes, |net, state, xs, ts| net.train_batch(Mse, optimizer, state, xs, ts))
}

fn taken_apart<N: Network, O: Optimizer>(optimizer: &O, sizes: &[usize]) -> Vec<u32> {
    bits_of_run::<N, O>(sizes, |net, state, xs, ts| {
        let mut gradient = N::zeroed_boxed();
        let loss = net.gradient(Mse, xs, ts, &mut gradient);
        optimizer.update(net, &gradient, state);
        loss
    })
}

fn lent<N: Network, O: Optimizer>(optimizer: &O, sizes: &[usize]) -> Vec<u32> {
    let mut workspace = Workspace::new();
    bits_of_run::<N, O>(sizes, |net, state, xs, ts| {
        net.train(Mse, optimizer, state, Batch::new(xs, ts).workspace(&mut workspace))
    })
}

/// One chunk, whose update is fused; a few samples; more than one chunk, whose gradient is collected first.
const SIZES: [usize; 9] = [64, 1, 20, 200, 3, 65, 390, 8, 64];

fn every_way<N: Network>(optimizer: &impl Optimizer) {
    at_every_level(|level| {
        let expected = taken_apart::<N, _>(optimizer, &SIZES);
        let name = format!("{} parameters, {optimizer:?}, {level}", N::PARAMS);
        assert!(fused::<N, _>(optimizer, &SIZES) == expected, "train_batch is not gradient and update: {name}");
        assert!(lent::<N, _>(optimizer, &SIZES) == expected, "a workspace changes the result: {name}");
    });
}

#[test]
fn every_way_to_take_a_step_gives_the_same_bits() {
    every_way::<Kernels>(&Sgd::new(0.1));
    every_way::<Kernels>(&Sgd::new(0.1).weight_decay(0.1).clip_norm(0.1));
    every_way::<Kernels>(&Momentum::new(0.1, 0.9).nesterov());
    every_way::<Kernels>(&RmsProp::new(1e-3));
    every_way::<Kernels>(&Rprop::new(1e-3));
    every_way::<Kernels>(&Adam::new(1e-3));
    every_way::<Kernels>(&AdamW::new(1e-3, 0.1).clip_norm(0.1));
    every_way::<Straight>(&Adam::new(1e-3));
    every_way::<Straight>(&Sgd::new(0.1).weight_decay(0.1).clip_norm(1e-3));
    every_way::<Large>(&Adam::new(1e-3));
    every_way::<Fixed>(&Adam::new(1e-3));
    every_way::<Fixed>(&Sgd::new(0.1).weight_decay(0.1).decay_biases(false));
    every_way::<Kernels>(&AdamW::new(1e-3, 0.1).decay_biases(false));
    every_way::<Straight>(&Sgd::new(0.1).weight_decay(0.1).decay_biases(false));
    every_way::<Fused>(&Adam::new(1e-3));
    every_way::<FusedThin>(&Sgd::new(0.1));
    every_way::<Fused>(&AdamW::new(1e-3, 0.1).decay_biases(false));
    every_way::<Fused>(&Rprop::new(1e-3).weight_decay(0.1).decay_biases(false));
}

/// A network whose parameters outgrow the cache gets longer chunks from a workspace than the stack has room for.
#[test]
fn long_chunks_give_the_same_bits() {
    mlp! { struct Huge: 40 => 300 relu => 200 tanh => 4 }
    at_every_level(|level| {
        let (optimizer, sizes) = (Adam::new(1e-3), [100, 300, 7]);
        const { assert!(Huge::PARAMS > 65_536) };
        assert!(lent::<Huge, _>(&optimizer, &sizes) == fused::<Huge, _>(&optimizer, &sizes), "{level}");
    });
}

/// The gradient of a thin layer is scalar products, whose lanes are added at multiples of 64 samples: not in this network, of
/// which the stack has room for 32 samples and a workspace for all; and not otherwise in one whose chunks are 64 samples on the
/// stack.
#[test]
fn thin_layers_do_not_depend_on_chunks() {
    mlp! {
        struct Thin: 30 => 70 relu => 100 tanh => 4, unroll = none;
        struct Small: 4 => 48 tanh => 24 tanh => 4, unroll = none
    }
    at_every_level(|level| {
        let optimizer = Sgd::new(0.1);
        assert!(lent::<Thin, _>(&optimizer, &SIZES) == fused::<Thin, _>(&optimizer, &SIZES), "{level}");
        assert!(lent::<Small, _>(&optimizer, &SIZES) == fused::<Small, _>(&optimizer, &SIZES), "{level}, small");
    });
}

/// Dropout leaves out the same units however a batch is cut into chunks: the stack has room for 48 samples of this
/// network, a workspace for 128 or more.
#[test]
fn dropout_does_not_depend_on_chunks() {
    at_every_level(|level| {
        let optimizer = Sgd::new(0.1);
        assert!(lent::<Left, _>(&optimizer, &SIZES) == fused::<Left, _>(&optimizer, &SIZES), "{level}");
    });
}

#[test]
fn an_empty_batch_changes_nothing() {
    let optimizer = Adam::new(0.1);
    let (mut net, mut state) = (random_network::<Kernels>(1), optimizer.init::<Kernels>());
    let before = net.clone();
    assert_eq!(net.train_batch(Mse, &optimizer, &mut state, &[], &[]), 0.0);
    assert_eq!((net.params(), state.steps()), (before.params(), 0));
}

#[test]
fn the_learning_rate_can_change_between_steps() {
    let mut optimizer = Sgd::new(0.1);
    optimizer.set_learning_rate(0.0);
    assert_eq!(optimizer.learning_rate(), 0.0);
    let (mut net, mut state) = (random_network::<Kernels>(1), optimizer.init::<Kernels>());
    let before = net.clone();
    net.train_batch(Mse, &optimizer, &mut state, &[[1.0; 5]], &[[1.0; 3]]);
    assert_eq!(net.params(), before.params());
}

/// The loss and the one that comes with the gradient, for batches on every route.
///
/// In a build of the whole workspace the feature `rayon` is on, and the gradient of a long batch is added up in pieces.
fn one_loss<N: Network>() {
    let inputs: Vec<N::Input> = uniform(400, 5, 1.0);
    let targets: Vec<N::Output> = uniform(400, 6, 1.0);
    at_every_level(|level| {
        let (net, mut gradient) = (random_network::<N>(7), N::zeroed_boxed());
        for size in [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 64, 100, 390] {
            let (inputs, targets) = (&inputs[..size], &targets[..size]);
            let [loss, with_gradient] =
                [net.loss(Mse, inputs, targets), net.gradient(Mse, inputs, targets, &mut gradient)];
            let name = format!("{} parameters, {size} samples, {level}: {loss} {with_gradient}", N::PARAMS);
            assert!((loss - with_gradient).abs() <= 1e-6 * loss, "{name}");
            assert!(size > 100 || loss.to_bits() == with_gradient.to_bits(), "{name}");
        }
    });
}

#[test]
fn the_loss_is_that_of_the_gradient() {
    one_loss::<Straight>();
    one_loss::<Kernels>();
    one_loss::<Large>();
    one_loss::<Fixed>();
}
