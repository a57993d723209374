//! `rayon`: large batches on several threads give the same bits as on one.

use mlp::population::{MemberBatch, Population};
use mlp::prelude::*;
use mlp::{Batch, Loss, Network, Optimizer, Vector};
use mlp_features::on_threads;
use mlp_fixtures::{bits, uniform_positive};

mlp! {
    /// Split layer by layer: slopes that follow from outputs, slopes that are stored, a layer without biases.
    struct Large: 400 => 401 silu => 300 tanh no_bias => 300 relu => 7 softmax;
    /// With dropout.
    struct Leaving: 400 => 400 relu dropout(0.3) => 5 softmax;
    /// Split by shards, through kernels.
    struct Medium: 4 => 32 tanh => 16 gelu dropout(0.2) => 4 sigmoid;
    /// Split by shards, in straight-line code.
    struct Small: 2 => 3 sigmoid => 1 sigmoid
}

/// All that a network computes of a batch, as bits: answers, a gradient, losses, parameters after three steps.
fn everything<N: Network, O: Optimizer>(count: usize, optimizer: &O) -> Vec<u32>
where
    Mse: Loss<N, Target = N::Output>,
{
    let (inputs, targets) = (uniform_positive::<N::Input>(count, 1), uniform_positive::<N::Output>(count, 2));
    let (mut net, mut gradient) = (N::boxed(3), N::boxed(4));
    let mut answers = targets.clone();
    net.forward_batch(&inputs, &mut answers);
    let mut losses = vec![net.gradient(Mse, &inputs, &targets, &mut gradient)];
    let mut state = mlp::State::<N, O>::boxed();
    let mut workspace = mlp::Workspace::new();
    for _ in 0..2 {
        losses.push(net.train(Mse, optimizer, &mut state, Batch::new(&inputs, &targets).workspace(&mut workspace)));
    }
    losses.push(net.train_batch(Mse, optimizer, &mut state, &inputs, &targets));
    let all = [N::Output::flatten(&answers), gradient.params_slice(), &losses, net.params_slice()];
    bits(&all.concat())
}

fn hold<N: Network, O: Optimizer>(count: usize, optimizer: &O)
where
    Mse: Loss<N, Target = N::Output>,
{
    let one = on_threads(1, || everything::<N, O>(count, optimizer));
    for threads in [2, 3, 8] {
        assert!(
            one == on_threads(threads, || everything::<N, O>(count, optimizer)),
            "{threads} threads, {count} samples"
        );
    }
    // called from a thread that is not one of a pool's
    assert!(one == everything::<N, O>(count, optimizer), "{count} samples");
}

#[test]
fn large_layers() {
    hold::<Large, _>(200, &Sgd::new(0.1));
    hold::<Large, _>(250, &Adam::new(0.01));
    hold::<Large, _>(250, &AdamW::new(0.01, 0.1).decay_biases(false));
}

#[test]
fn dropout() {
    hold::<Leaving, _>(256, &Momentum::new(0.1, 0.9));
    hold::<Medium, _>(10_007, &Adam::new(0.01));
}

/// Frozen layers: the gradient of those in front is not computed, not even in parts.
#[test]
fn frozen_layers() {
    fn hold<N: Network<Input = [f32; I], Output = [f32; O]>, P: mlp::Parameters, const I: usize, const O: usize>(
        count: usize,
        part: impl Fn(&N) -> &P + Sync,
    ) {
        let (inputs, targets) = (uniform_positive::<[f32; I]>(count, 1), uniform_positive::<[f32; O]>(count, 2));
        let train = || {
            let (mut net, optimizer) = (N::boxed(3), AdamW::new(0.01, 0.1).decay_biases(false));
            let mut state = mlp::State::<N, _>::boxed();
            state.freeze(&part);
            for _ in 0..3 {
                net.train_batch(Mse, &optimizer, &mut state, &inputs, &targets);
            }
            assert!(bits_of(part(&net)) == bits_of(part(&N::boxed(3))), "{count} samples");
            bits(net.params_slice())
        };
        let one = on_threads(1, train);
        for threads in [2, 3] {
            assert!(one == on_threads(threads, train), "{threads} threads, {count} samples");
        }
    }
    fn bits_of<P: mlp::Parameters>(part: &P) -> Vec<u32> {
        bits(part.params_slice())
    }
    hold(200, |net: &Large| &net.l1);
    hold(200, |net: &Large| &net.l2);
    hold(10_007, |net: &Medium| &net.l1);
    hold(200_003, |net: &Small| &net.l1);
}

#[test]
fn long_batches() {
    hold::<Small, _>(200_003, &Sgd::new(0.1));
    hold::<Medium, _>(4_096, &Adam::new(0.01).clip_norm(0.1));
}

#[test]
fn joined_networks() {
    mlp! {
        struct First: 300 => 256 relu;
        struct Second: 256 => 256 tanh => 4
    }
    hold::<mlp::Chain<First, Second>, _>(256, &Adam::new(0.01));
}

/// The shards of a long batch have the gradient of the batch: the mean over its pieces, worked out in `f64`.
#[test]
fn shards_add_up() {
    let count = 10_007;
    let (inputs, targets) = (uniform_positive::<[f32; 4]>(count, 1), uniform_positive::<[f32; 4]>(count, 2));
    let (net, mut gradient) = (Medium::seeded(3), Medium::zeroed());
    let loss = on_threads(2, || net.gradient(Mse, &inputs, &targets, &mut gradient));
    let (mut expected_loss, mut expected) = (0.0, vec![0.0; Medium::PARAMS]);
    for (inputs, targets) in inputs.chunks(500).zip(targets.chunks(500)) {
        let mut part = Medium::zeroed();
        let weight = inputs.len() as f64 / count as f64;
        expected_loss += f64::from(net.gradient(Mse, inputs, targets, &mut part)) * weight;
        for (sum, &g) in expected.iter_mut().zip(part.params()) {
            *sum += f64::from(g) * weight;
        }
    }
    assert!((f64::from(loss) - expected_loss).abs() < 1e-6 * expected_loss, "{loss} {expected_loss}");
    let largest = expected.iter().fold(0.0, |largest: f64, g| largest.max(g.abs()));
    for (index, (&found, expected)) in gradient.params().iter().zip(&expected).enumerate() {
        assert!((f64::from(found) - expected).abs() < 1e-6 * largest, "{index}: {found} {expected}");
    }
}

#[test]
fn trainer() {
    let (inputs, targets) = (uniform_positive::<[f32; 4]>(5_000, 1), uniform_positive::<[f32; 4]>(5_000, 2));
    let train = || {
        let mut net = Medium::seeded(3);
        let trainer = Trainer::new(Mse, Adam::new(0.01)).epochs(2).batch_size(4_000);
        let history = trainer.fit(&mut net, &inputs, &targets).expect("good data");
        (net.params().map(f32::to_bits), history.final_loss().to_bits())
    };
    let one = on_threads(1, train);
    for threads in [2, 3, 8] {
        assert!(one == on_threads(threads, train), "{threads} threads");
    }
}

mlp! {
    /// The members of populations: blocks are shared out, and the last one is not full.
    struct Member: 6 => 12 tanh dropout(0.2) => 3
}

/// All that a population computes, as bits: outputs, losses, members after steps, on samples of their own or shared.
fn all_of_members<O: Optimizer>(members: usize, samples: usize, optimizers: &[O]) -> Vec<u32> {
    let inputs = uniform_positive::<[f32; 6]>(members * samples, 1);
    let targets = uniform_positive::<[f32; 3]>(members * samples, 2);
    let mut found = Vec::new();
    for shared in [true, false] {
        let mut nets = Population::<Member>::seeded(members, 3);
        let batch = if shared {
            MemberBatch::shared(&inputs[..samples], &targets[..samples])
        } else {
            MemberBatch::own(&inputs, &targets)
        };
        let mut state = nets.init(optimizers);
        state.set_seed(9);
        for step in 0..3 {
            if step == 1 {
                state.freeze(|net| &net.l1);
            }
            let losses = match optimizers {
                [optimizer] => nets.train_batch(Mse, optimizer, &mut state, batch),
                each => nets.train_batch(Mse, each, &mut state, batch),
            };
            found.extend(bits(losses));
        }
        let mut outputs = vec![[0.0; 3]; members * samples];
        nets.forward_shared(&inputs[..samples], &mut outputs);
        found.extend(bits(outputs.as_flattened()));
        nets.forward(&inputs[..members], &mut outputs[..members]);
        found.extend(bits(outputs[..members].as_flattened()));
        let mut losses = vec![0.0; members];
        nets.loss(Mse, batch, &mut losses);
        found.extend(bits(&losses));
        found.extend(bits(nets.lanes().as_flattened()));
    }
    found
}

#[test]
fn populations() {
    const MEMBERS: usize = 1_003;
    fn hold<O: Optimizer>(samples: usize, optimizers: &[O]) {
        let one = on_threads(1, || all_of_members(MEMBERS, samples, optimizers));
        for threads in [2, 8] {
            assert!(one == on_threads(threads, || all_of_members(MEMBERS, samples, optimizers)), "{threads} threads");
        }
        assert!(one == all_of_members(MEMBERS, samples, optimizers), "outside a pool");
    }
    // worth several threads, and not
    for samples in [67, 1] {
        hold(samples, &[AdamW::new(0.01, 0.1).decay_biases(false)]);
    }
    let each: Vec<Momentum> = (1..=MEMBERS).map(|member| Momentum::new(0.1 / member as f32, 0.9)).collect();
    hold(67, &each);
}
