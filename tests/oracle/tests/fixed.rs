//! Networks that are trained in code of constant sizes in builds with optimization: widths at which vectors end, every
//! activation, every kind of end. In debug builds the same networks hold the kernels.

use mlp::Batch as Step;
use mlp::prelude::*;
use mlp_fixtures::{at_every_level, bits, classes, distributions, probabilities, random_network, uniform};
use mlp_oracle::{Batch, check, check_mse, twin};

macro_rules! hold {
    ($($test:ident { $($declaration:tt)* })*) => {$(
        #[test]
        fn $test() {
            mlp! { struct Net: $($declaration)* }
            check_mse::<Net>(31);
        }
    )*};
}

hold! {
    width_1 { 129 => 1 tanh => 1 sigmoid => 1 }
    width_2 { 67 => 2 tanh => 2 sigmoid => 2 }
    width_3 { 67 => 3 tanh => 3 sigmoid => 3 }
    width_4 { 67 => 4 tanh => 4 sigmoid => 4 }
    width_7 { 31 => 7 tanh => 7 sigmoid => 7 }
    width_8 { 17 => 8 tanh => 8 sigmoid => 8 }
    width_9 { 13 => 9 tanh => 9 sigmoid => 9 }
    width_17 { 5 => 17 tanh => 17 sigmoid => 17 }
    width_33 { 2 => 33 tanh => 33 sigmoid => 33 }
    thin_after_wide { 1 => 130 relu => 3 tanh => 2 relu => 1 tanh => 11 sigmoid => 2 }
    wide_and_small { 1 => 64 tanh => 1 }
    wide_at_the_end { 2 => 3 tanh => 37 sigmoid }
    just_wider_than_straight_line_code { 2 => 33 silu => 1 softplus }
    no_bias { 9 => 17 tanh no_bias => 3 sigmoid => 5 no_bias }
    one_layer { 33 => 31 }
    one_layer_of_one_unit { 301 => 1 tanh }
    one_layer_of_two_units { 301 => 2 tanh }
    slopes_from_sums_at_the_end { 9 => 17 silu => 3 gelu }

    identity { 9 => 17 identity => 3 identity }
    sigmoid { 9 => 17 sigmoid => 3 sigmoid }
    relu { 9 => 17 relu => 3 relu }
    leaky_relu { 9 => 17 leaky_relu => 3 leaky_relu }
    elu { 9 => 17 elu => 3 elu }
    selu { 9 => 17 selu => 3 selu }
    softplus { 9 => 17 softplus => 3 softplus }
    softsign { 9 => 17 softsign => 3 softsign }
    mish { 9 => 17 mish => 3 mish }
    hard_tanh { 9 => 17 hard_tanh => 3 hard_tanh }
    hard_sigmoid { 9 => 17 hard_sigmoid => 3 hard_sigmoid }
}

fn hold_cross_entropies<N: Network>()
where
    N::Output: mlp_oracle::AsReferenceTarget,
    CrossEntropy: Loss<N, Target = usize>,
    SoftCrossEntropy: Loss<N, Target = N::Output>,
{
    let net: N = random_network(37);
    let inputs: Vec<N::Input> = uniform(40, 38, 2.0);
    let labels = Batch { inputs: inputs.clone(), targets: classes(40, 39, N::OUTPUTS) };
    check(&net, &twin(&net), CrossEntropy, &labels);
    let shares = Batch { inputs, targets: distributions(40, 40) };
    check(&net, &twin(&net), SoftCrossEntropy, &shares);
    check(&net, &twin(&net), Mse, &shares);
}

#[test]
fn softmax() {
    mlp! {
        struct Few: 9 => 17 tanh => 3 softmax;
        struct Many: 9 => 11 tanh => 13 softmax;
    }
    hold_cross_entropies::<Few>();
    hold_cross_entropies::<Many>();
}

#[test]
fn binary_cross_entropy() {
    mlp! { struct Net: 9 => 17 tanh => 3 sigmoid }
    let net: Net = random_network(41);
    let batch = Batch { inputs: uniform(40, 42, 2.0), targets: probabilities(40, 43) };
    check(&net, &twin(&net), Bce, &batch);
    check(&net, &twin(&net), Mae, &batch);
}

/// Batches of every rest of a group, with equal weights, which take the kernels.
#[test]
fn equal_weights_change_nothing() {
    mlp! { struct Net: 9 => 17 tanh => 3 }
    let net: Net = random_network(44);
    let (inputs, targets): (Vec<[f32; 9]>, Vec<[f32; 3]>) = (uniform(9, 45, 1.0), uniform(9, 46, 1.0));
    at_every_level(|level| {
        for count in 1..=9 {
            let (inputs, targets) = (&inputs[..count], &targets[..count]);
            let optimizer = Sgd::new(0.5);
            let [mut plain, mut weighted] = [net.clone(), net.clone()];
            let loss = plain.train_batch(Mse, &optimizer, &mut optimizer.init(), inputs, targets);
            let step = Step::new(inputs, targets).weights(&[3.0; 9][..count]);
            let other = weighted.train(Mse, &optimizer, &mut optimizer.init(), step);
            assert!((loss - other).abs() < 1e-5, "{level}, {count} samples: {loss} {other}");
            for (a, b) in plain.params().iter().zip(weighted.params()) {
                assert!((a - b).abs() < 1e-5, "{level}, {count} samples: {a} {b}");
            }
        }
    });
}

/// A frozen layer stays as it is, and the others learn as without it.
#[test]
fn frozen_layers_stay() {
    mlp! {
        struct Free: 9 => 17 tanh => 5 relu => 3;
        struct Frozen: 9 => 17 tanh freeze => 5 relu => 3;
    }
    let (inputs, targets): (Vec<[f32; 9]>, Vec<[f32; 3]>) = (uniform(9, 47, 1.0), uniform(9, 48, 1.0));
    at_every_level(|level| {
        let optimizer = Adam::new(0.01);
        let (mut free, mut frozen): (Free, Frozen) = (random_network(49), random_network(49));
        let before = frozen.l1.clone();
        free.train_batch(Mse, &optimizer, &mut optimizer.init(), &inputs, &targets);
        frozen.train_batch(Mse, &optimizer, &mut optimizer.init(), &inputs, &targets);
        assert!(frozen.l1 == before, "{level}");
        let rest = 9 * 17 + 17;
        assert_eq!(bits(&free.params()[rest..]), bits(&frozen.params()[rest..]), "{level}");
    });
}
