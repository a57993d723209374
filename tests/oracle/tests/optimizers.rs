//! Optimizers against the reference over twenty steps; and the same step taken in every possible way, to the last bit.

use mlp::prelude::*;
use mlp::{Batch, State, Workspace};
use mlp_oracle::{at_every_level, filled, numbers, twin, wide};
use mlp_reference::{Loss as ReferenceLoss, Optimizer as Reference, Target, Tolerance};

mlp! {
    struct Kernels: 5 => 9 tanh => 17 sigmoid => 3, unroll = none;
    struct Straight: 2 => 3 sigmoid => 1 sigmoid, unroll = full;
    struct Large: 30 => 70 relu => 130 tanh => 10, unroll = none;
    struct Left: 30 => 40 silu dropout(0.3) => 60 tanh dropout(0.5) => 10, unroll = none;
}

/// Twenty steps carry the rounding of one into the next. Where a rule divides by the root of a mean square, a gradient
/// that cancels to nearly nothing decides on a whole step; there are none such in these batches.
const TRAINING: Tolerance = Tolerance { relative: 2e-5, absolute: 2e-5 };

/// Twenty steps on batches that change, beside those of the reference in `f64`.
fn hold<N: Network, O: Optimizer>(optimizer: &O, reference: &Reference<f64>)
where
    N::Output: mlp_oracle::AsReferenceTarget,
{
    let inputs: Vec<N::Input> = numbers(60, 1, 1.0);
    let targets: Vec<N::Output> = numbers(60, 2, 1.0);
    let xs: Vec<Vec<f64>> = inputs.iter().map(|x| wide(x.as_ref())).collect();
    let ts: Vec<Target<f64>> = targets.iter().map(mlp_oracle::AsReferenceTarget::as_reference).collect();
    at_every_level(|level| {
        let mut net: N = filled(3);
        let (mut twin, mut reference) = (twin(&net), reference.clone());
        let mut state = optimizer.init::<N>();
        for step in 1..=20 {
            let batch = (step % 3) * 20..(step % 3) * 20 + 20;
            let (xs, ts) = (&xs[batch.clone()], &ts[batch.clone()]);
            let value = net.train_batch(Mse, optimizer, &mut state, &inputs[batch.clone()], &targets[batch]);
            let truth = twin.gradient(ReferenceLoss::Mse, xs, ts);
            let mut params = twin.params();
            reference.update(&mut params, &truth.d_params);
            twin.set_params(&params);
            let name = format!("{optimizer:?}, {level}, step {step}");
            TRAINING.assert(&format!("{name}: loss"), &[value], &[truth.loss]);
            TRAINING.assert(&name, net.params_slice(), &params);
        }
        assert_eq!(state.steps(), 20);
    });
}

fn f(x: f32) -> f64 {
    f64::from(x)
}

/// Each optimizer bare, with weight decay, clipped, and both.
macro_rules! each {
    ($test:ident, $ours:expr, $reference:expr) => {
        #[test]
        fn $test() {
            let (ours, reference) = ($ours, $reference);
            hold::<Kernels, _>(&ours, &reference);
            hold::<Kernels, _>(&ours.weight_decay(0.2), &reference.clone().decayed(f(0.2)));
            hold::<Kernels, _>(&ours.clip_norm(0.05), &reference.clone().clipped(f(0.05)));
            hold::<Kernels, _>(
                &ours.weight_decay(0.2).clip_norm(0.05),
                &reference.clone().decayed(f(0.2)).clipped(f(0.05)),
            );
            // a norm that is never reached changes nothing
            hold::<Kernels, _>(&ours.clip_norm(1e6), &reference);
            hold::<Straight, _>(&ours, &reference);
        }
    };
}

each!(sgd, Sgd::new(0.1), Reference::sgd(f(0.1)));
each!(momentum, Momentum::new(0.05, 0.9), Reference::momentum(f(0.05), f(0.9)));
each!(nesterov, Momentum::new(0.05, 0.9).nesterov(), Reference::nesterov(f(0.05), f(0.9)));
each!(
    rms_prop,
    RmsProp::new(0.001).alpha(0.9),
    Reference::new(mlp_reference::Rule::RmsProp { alpha: f(0.9), epsilon: f(1e-8) }, f(0.001))
);
each!(
    adam,
    Adam::new(0.001).betas(0.8, 0.99).epsilon(1e-6),
    Reference::new(
        mlp_reference::Rule::Adam { beta1: f(0.8), beta2: f(0.99), epsilon: f(1e-6), decoupled: false },
        f(0.001)
    )
);

#[test]
fn adam_w() {
    let reference = Reference::adam_w(f(0.001), f(0.3));
    hold::<Kernels, _>(&AdamW::new(0.001, 0.3), &reference);
    hold::<Kernels, _>(&AdamW::new(0.001, 0.3).clip_norm(0.05), &reference.clipped(f(0.05)));
}

/// Some batches of different sizes, by some way of taking a step: the bits of all parameters and losses.
fn bits<N: Network, O: Optimizer>(
    sizes: &[usize],
    mut step: impl FnMut(&mut N, &mut State<N, O>, &[N::Input], &[N::Output]) -> f32,
) -> Vec<u32> {
    let inputs: Vec<N::Input> = numbers(400, 5, 1.0);
    let targets: Vec<N::Output> = numbers(400, 6, 1.0);
    // on the heap: large networks would overflow a test's stack
    let (mut net, mut state, mut bits) = (N::boxed(7), State::<N, O>::boxed(), Vec::new());
    for &size in sizes {
        bits.push(step(&mut net, &mut state, &inputs[..size], &targets[..size]).to_bits());
        bits.extend(net.params_slice().iter().map(|w| w.to_bits()));
    }
    bits
}

fn fused<N: Network, O: Optimizer>(optimizer: &O, sizes: &[usize]) -> Vec<u32> {
    bits::<N, O>(sizes, |net, state, xs, ts| net.train_batch(Mse, optimizer, state, xs, ts))
}

fn taken_apart<N: Network, O: Optimizer>(optimizer: &O, sizes: &[usize]) -> Vec<u32> {
    bits::<N, O>(sizes, |net, state, xs, ts| {
        let mut gradient = N::zeroed_boxed();
        let loss = net.gradient(Mse, xs, ts, &mut gradient);
        optimizer.update(net, &gradient, state);
        loss
    })
}

fn lent<N: Network, O: Optimizer>(optimizer: &O, sizes: &[usize]) -> Vec<u32> {
    let mut workspace = Workspace::new();
    bits::<N, O>(sizes, |net, state, xs, ts| {
        net.train(Mse, optimizer, state, Batch::new(xs, ts).workspace(&mut workspace))
    })
}

/// One chunk, whose update is fused; a few samples; more than one chunk, whose gradient is collected first.
const SIZES: [usize; 7] = [64, 1, 20, 200, 65, 390, 64];

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
    let (mut net, mut state) = (filled::<Kernels>(1), optimizer.init::<Kernels>());
    let before = net.clone();
    assert_eq!(net.train_batch(Mse, &optimizer, &mut state, &[], &[]), 0.0);
    assert_eq!((net.params(), state.steps()), (before.params(), 0));
}

#[test]
fn the_learning_rate_can_change_between_steps() {
    let mut optimizer = Sgd::new(0.1);
    optimizer.set_learning_rate(0.0);
    assert_eq!(optimizer.learning_rate(), 0.0);
    let (mut net, mut state) = (filled::<Kernels>(1), optimizer.init::<Kernels>());
    let before = net.clone();
    net.train_batch(Mse, &optimizer, &mut state, &[[1.0; 5]], &[[1.0; 3]]);
    assert_eq!(net.params(), before.params());
}
