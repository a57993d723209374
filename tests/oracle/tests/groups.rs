//! Weight decay without biases, and frozen layers, against the reference, on every route of a batch.

use mlp::State;
use mlp::prelude::*;
use mlp_fixtures::{at_every_level, random_network, uniform};
use mlp_oracle::{AsReferenceTarget, biases, layers, twin, wide};
use mlp_reference::{Loss as ReferenceLoss, Optimizer as Reference, Target, Tolerance};

mlp! {
    struct Straight: 2 => 3 sigmoid => 1 sigmoid, unroll = full;
    struct Kernels: 5 => 9 tanh => 17 sigmoid no_bias => 3, unroll = none;
    struct Large: 40 => 160 silu => 130 tanh => 10;
    struct Encoder: 4 => 6 tanh => 5 silu;
    struct Blocks: 5 => residual(7 tanh => 5) => residual(net(Linear)) => 2, unroll = none;
    struct Linear: 5 => 6 gelu => 5;
    struct Around: 4 => 5 tanh => net(Linear) => 2 tanh
}

/// A few steps, each of which carries on the rounding of those before it.
const TRAINING: Tolerance = Tolerance { relative: 2e-5, absolute: 2e-5 };

/// One sample; several that do not fill the lanes; eight; several blocks of lanes.
const BATCHES: [usize; 4] = [1, 3, 8, 100];

/// Six steps on batches of `count` samples, beside those of the reference in `f64`.
fn hold<N: Network, O: Optimizer>(optimizer: &O, reference: &Reference<f64>, count: usize)
where
    N::Output: AsReferenceTarget,
{
    hold_with::<N, O>(optimizer, |_| {}, reference.clone().without_decay(biases::<N>()), count);
}

/// The same with a state that `prepare` changes.
fn hold_with<N: Network, O: Optimizer>(
    optimizer: &O,
    prepare: impl Fn(&mut State<N, O>),
    mut reference: Reference<f64>,
    count: usize,
) where
    N::Output: AsReferenceTarget,
{
    let inputs: Vec<N::Input> = uniform(6 * count, 1, 1.0);
    let targets: Vec<N::Output> = uniform(6 * count, 2, 1.0);
    let mut twin = twin(&random_network::<N>(3));
    let truths: Vec<Vec<f64>> = inputs
        .chunks(count)
        .zip(targets.chunks(count))
        .map(|(xs, ts)| {
            let xs: Vec<Vec<f64>> = xs.iter().map(|x| wide(x.as_ref())).collect();
            let ts: Vec<Target<f64>> = ts.iter().map(AsReferenceTarget::as_reference).collect();
            let mut params = twin.params();
            reference.update(&mut params, &twin.gradient(ReferenceLoss::Mse, &xs, &ts).d_params);
            twin.set_params(&params);
            params
        })
        .collect();
    at_every_level(|level| {
        let (mut net, mut state) = (random_network::<N>(3), optimizer.init::<N>());
        prepare(&mut state);
        for (step, truth) in truths.iter().enumerate() {
            let batch = step * count..(step + 1) * count;
            net.train_batch(Mse, optimizer, &mut state, &inputs[batch.clone()], &targets[batch]);
            let name = format!("{optimizer:?}, batches of {count}, {level}, step {step}");
            TRAINING.assert(&name, net.params_slice(), truth);
        }
    });
}

/// Every optimizer of the reference with weight decay, on networks that take different routes.
fn every_optimizer<N: Network>(counts: &[usize])
where
    N::Output: AsReferenceTarget,
{
    let f = f64::from;
    for &count in counts {
        let (decay, clip) = (0.2, 0.3);
        let ours = Sgd::new(0.1).weight_decay(decay).decay_biases(false);
        let reference = Reference::sgd(f(0.1_f32)).decayed(f(decay));
        hold::<N, _>(&ours, &reference, count);
        hold::<N, _>(&ours.clip_norm(clip), &reference.clipped(f(clip)), count);
        let ours = Momentum::new(0.05, 0.9).weight_decay(decay).decay_biases(false);
        hold::<N, _>(&ours, &Reference::momentum(f(0.05_f32), f(0.9_f32)).decayed(f(decay)), count);
        // where a rule divides by the root of a mean square, a gradient that cancels decides on a whole step
        let (alpha, epsilon) = (0.9_f32, 1e-3_f32);
        let rule =
            mlp_reference::Rule::Adam { beta1: f(0.8_f32), beta2: f(0.99_f32), epsilon: f(epsilon), decoupled: false };
        let ours = Adam::new(0.01).betas(0.8, 0.99).epsilon(epsilon).weight_decay(decay).decay_biases(false);
        hold::<N, _>(&ours, &Reference::new(rule, f(0.01_f32)).decayed(f(decay)), count);
        let ours = AdamW::new(0.001, decay).decay_biases(false);
        hold::<N, _>(&ours, &Reference::adam_w(f(0.001_f32), f(decay)), count);
        let rule = mlp_reference::Rule::RmsProp { alpha: f(alpha), epsilon: f(1e-8_f32) };
        let ours = RmsProp::new(0.001).alpha(alpha).weight_decay(decay).decay_biases(false);
        hold::<N, _>(&ours, &Reference::new(rule, f(0.001_f32)).decayed(f(decay)), count);
    }
}

#[test]
fn straight_line_code() {
    every_optimizer::<Straight>(&BATCHES);
}

#[test]
fn kernels() {
    every_optimizer::<Kernels>(&BATCHES);
}

/// Parameters of such networks usually change during the backward pass.
#[test]
fn large_networks() {
    every_optimizer::<Large>(&[8, 40]);
}

#[test]
fn layers_inside_other_networks() {
    every_optimizer::<Chain<Encoder, Linear>>(&[3, 40]);
    every_optimizer::<Blocks>(&[3, 40]);
    every_optimizer::<Around>(&[1, 40]);
}

/// The indices of the parameters of one layer.
fn of_layer<N: Network>(number: usize) -> Vec<usize> {
    let layers = layers::<N>();
    let first = layers[..number].iter().map(mlp_core::private::LayerInfo::params).sum::<usize>();
    (first..first + layers[number].params()).collect()
}

/// Holds steps with one frozen layer: bare, and with decay and clipping.
fn freezing<N: Network>(number: usize, prepare: impl Fn(&mut State<N, AdamW>), bare: impl Fn(&mut State<N, Momentum>))
where
    N::Output: AsReferenceTarget,
{
    for count in BATCHES {
        let reference = Reference::momentum(f64::from(0.05_f32), f64::from(0.9_f32)).freezing(of_layer::<N>(number));
        hold_with(&Momentum::new(0.05, 0.9), &bare, reference, count);
        let reference = Reference::adam_w(f64::from(0.001_f32), f64::from(0.2_f32)).clipped(f64::from(0.1_f32));
        let reference = reference.freezing(of_layer::<N>(number)).without_decay(biases::<N>());
        hold_with(&AdamW::new(0.001, 0.2).clip_norm(0.1).decay_biases(false), &prepare, reference, count);
    }
}

macro_rules! freezing {
    ($net:ty, $number:literal, $($part:tt).+) => {
        freezing::<$net>($number, |state| state.freeze(|net| &net.$($part).+), |state| state.freeze(|net| &net.$($part).+))
    };
}

#[test]
fn frozen_layers() {
    freezing!(Straight, 0, l1);
    freezing!(Straight, 1, l2);
    freezing!(Kernels, 0, l1);
    freezing!(Kernels, 1, l2);
    freezing!(Kernels, 2, l3);
    freezing!(Blocks, 1, l1_2);
    freezing!(Chain<Encoder, Linear>, 1, first.l2);
    freezing!(Chain<Encoder, Linear>, 2, second.l1);
}

/// The reference tells both kinds of decay apart on these data.
#[test]
fn biases_that_decay_are_others() {
    let mut params = [1.0_f64, 2.0];
    let mut decaying = params;
    Reference::sgd(0.5).decayed(0.1).without_decay(vec![1]).update(&mut params, &[0.0, 1.0]);
    Reference::sgd(0.5).decayed(0.1).update(&mut decaying, &[0.0, 1.0]);
    assert_eq!((params, decaying), ([0.95, 1.5], [0.95, 1.4]));
}
