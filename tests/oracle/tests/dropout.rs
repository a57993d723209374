//! Dropout: how much is left out, what it is replaced by, and what flows back.

use mlp::prelude::*;
use mlp_fixtures::{at_every_level, random_network, trained_gradient, uniform};
use mlp_oracle::{twin, wide};
use mlp_reference::{Loss as ReferenceLoss, Optimizer as Reference, Target, Tolerance};

mlp! {
    /// Its answer in training is the mean of its hidden units, of which each is 1.
    struct Mean: 1 => 100 identity dropout(0.3) => 1;
    struct Net: 4 => 12 tanh dropout(0.4) => 10 gelu dropout(0.25) => 3, unroll = none;
    struct Same: 4 => 12 tanh => 10 gelu => 3, unroll = none;
    struct Never: 4 => 12 tanh dropout(0) => 3;
    /// Its answer in training is the mean of its block's outputs, each 1 and a unit that is left out or enlarged.
    struct MeanOfBlock: 1 => 100 identity => residual(100 identity dropout(0.3)) => 1;
    struct Block: 3 => 4 silu => residual(6 tanh dropout(0.4) => residual(6 gelu dropout(0.25)) => 4 sigmoid) => 2;
    struct PartBlock: 3 => 4 silu => residual(6 tanh => net(Part)) => 2;
    struct Part: 6 => 5 tanh dropout(0.5) => 4 softplus;
    struct NeverSame: 4 => 12 tanh => 3, unroll = none;
}

/// With inputs 1, weights 1 into the hidden layer and targets 0, the derivative of `(y - 0)^2` by a weight of the last
/// layer is `2 y` times what is left of its unit: 0 or `1 / (1 - rate)`.
#[test]
fn units_are_left_out_at_the_rate_and_the_others_enlarged() {
    let mut net = Mean::zeroed();
    net.l1.weights[0] = [1.0; 100];
    net.l2.weights = [[0.01]; 100];
    at_every_level(|level| {
        let (mut kept, mut answers) = (0_usize, 0.0);
        for seed in 0..200 {
            let gradient = trained_gradient(&net, seed, &[[1.0]], &[[0.0]]);
            let units = &gradient[200..300];
            // the derivative by the last bias is `2 y`
            let answer = gradient[300] / 2.0;
            answers += f64::from(answer);
            let scale = 2.0 * answer / 0.7;
            let kept_here = units.iter().filter(|d| **d != 0.0).count();
            for d in units.iter().filter(|d| **d != 0.0) {
                assert!((d / scale - 1.0).abs() < 1e-4, "{level}: a kept unit counts {}, not 1/0.7", d / scale);
            }
            let mean = kept_here as f32 / 70.0;
            assert!((answer - mean).abs() < 1e-5, "{level}: the answer is {answer}, its kept units make {mean}");
            kept += kept_here;
        }
        // 20 000 units, each kept with 0.7: four standard errors are 0.013
        let part = kept as f64 / 20_000.0;
        assert!((part - 0.7).abs() < 0.013, "{level}: {part} of the units were kept");
        assert!((answers / 200.0 - 1.0).abs() < 0.02, "{level}: the mean answer is {}", answers / 200.0);
    });
}

/// In a residual block what is left out is what the block gives; what it takes is added all the same.
#[test]
fn a_block_adds_all_of_its_inputs_to_what_is_left() {
    let mut net = MeanOfBlock::zeroed();
    net.l1.biases = [1.0; 100];
    net.l2_1.biases = [1.0; 100];
    net.l3.weights = [[0.01]; 100];
    let last = MeanOfBlock::PARAMS - 101;
    at_every_level(|level| {
        let mut kept = 0_usize;
        for seed in 0..100 {
            let gradient = trained_gradient(&net, seed, &[[1.0]], &[[0.0]]);
            // the derivative by the last bias is `2 y`, those by the last weights `2 y` times the units
            let units = gradient[last..last + 100].iter().map(|d| d / gradient[last + 100]);
            for unit in units {
                let is_kept = unit > 1.5;
                let expected = if is_kept { 1.0 + 1.0 / 0.7 } else { 1.0 };
                assert!((unit - expected).abs() < 1e-3, "{level}: a unit is {unit}");
                kept += usize::from(is_kept);
            }
        }
        // 10 000 units, each kept with 0.7: four standard errors are 0.018
        let part = kept as f64 / 10_000.0;
        assert!((part - 0.7).abs() < 0.018, "{level}: {part} of the units were kept");
    });
}

/// With one seed training leaves out the same, so its loss has derivatives: those that it uses.
#[test]
fn gradients_of_blocks_with_dropout_are_those_of_their_losses() {
    fn hold<N: Network<Input = [f32; 3], Output = [f32; 2]>>() {
        let net: N = random_network(8);
        let (inputs, targets) = (uniform::<[f32; 3]>(20, 9, 1.0), uniform::<[f32; 2]>(20, 10, 1.0));
        let loss = |net: &N| {
            let optimizer = Sgd::new(0.0);
            let mut state = optimizer.init::<N>();
            state.set_seed(6);
            f64::from(net.clone().train_batch(Mse, &optimizer, &mut state, &inputs, &targets))
        };
        let found = trained_gradient(&net, 6, &inputs, &targets);
        for (index, found) in found.iter().enumerate() {
            let moved = |step: f32| {
                let mut net = net.clone();
                net.params_slice_mut()[index] += step;
                loss(&net)
            };
            let expected = (moved(0.01) - moved(-0.01)) / 0.02;
            assert!((f64::from(*found) - expected).abs() < 2e-3, "{net:?}, {index}: {found}, not {expected}");
        }
        assert_ne!(found, trained_gradient(&net, 7, &inputs, &targets), "{net:?}: another seed leaves out others");
    }
    hold::<Block>();
    hold::<PartBlock>();
}

/// Asking, measuring and the plain gradient know nothing of dropout.
#[test]
fn only_training_leaves_units_out() {
    let net: Net = random_network(1);
    let same = Same::from_params(net.params());
    let (inputs, targets) = (uniform::<[f32; 4]>(70, 2, 1.0), uniform::<[f32; 3]>(70, 3, 1.0));
    at_every_level(|level| {
        let (mut ours, mut plain) = (vec![[0.0; 3]; 70], vec![[0.0; 3]; 70]);
        net.forward_batch(&inputs, &mut ours);
        same.forward_batch(&inputs, &mut plain);
        assert_eq!(ours, plain, "{level}");
        assert_eq!(net.forward(&inputs[0]), same.forward(&inputs[0]), "{level}");
        assert_eq!(net.loss(Mse, &inputs, &targets), same.loss(Mse, &inputs, &targets), "{level}");
        // slopes are stored for a network with dropout, and follow from outputs without
        let (mut d_ours, mut d_plain) = (Net::zeroed(), Same::zeroed());
        net.gradient(Mse, &inputs, &targets, &mut d_ours);
        same.gradient(Mse, &inputs, &targets, &mut d_plain);
        let close = Tolerance { relative: 1e-5, absolute: 1e-7 };
        close.assert(&format!("{level}"), d_ours.params(), &wide(d_plain.params()));
    });
}

/// A rate of 0 trains as a network without dropout does.
#[test]
fn nothing_is_left_out_at_rate_zero() {
    let net: Never = random_network(1);
    let same = NeverSame::from_params(net.params());
    let (inputs, targets) = (uniform::<[f32; 4]>(70, 2, 1.0), uniform::<[f32; 3]>(70, 3, 1.0));
    let close = Tolerance { relative: 1e-5, absolute: 1e-6 };
    at_every_level(|level| {
        let found = trained_gradient(&net, 5, &inputs, &targets);
        close.assert(&format!("{level}"), &found, &wide(&trained_gradient(&same, 5, &inputs, &targets)));
    });
}

/// The factor of each hidden unit of `Net` for one sample, found from a training step: with the second layer's
/// weights set so that one unit alone reaches the output, the loss shows its factor.
fn factors(layer: usize, units: usize, seed: u64) -> Vec<f32> {
    let one = |unit: usize| {
        let mut net = Net::zeroed();
        // both hidden layers answer from their biases alone
        net.l1.biases = [0.5; 12];
        if layer == 1 {
            // gelu(100 x) is 100 x; its own dropout must not hide the unit: ten copies, of which one is found below
            net.l2.weights[unit] = [100.0; 10];
            net.l3.weights = [[1.0, 0.0, 0.0]; 10];
        } else {
            net.l2.biases = [1.0; 10];
            net.l3.weights[unit] = [1.0, 0.0, 0.0];
        }
        let gradient = trained_gradient(&net, seed, &[[0.0; 4]], &[[0.0; 3]]);
        // the derivative of the mean square by the first output's bias is 2/3 of the answer
        let answer = 1.5 * gradient[Net::PARAMS - 3];
        if layer == 1 {
            let second = factors(2, 10, seed).iter().sum::<f32>();
            answer / (100.0 * 0.5_f32.tanh() * second)
        } else {
            answer / 0.841_344_75
        }
    };
    (0..units).map(one).collect()
}

/// Training's gradient is that of the reference when the units that were left out are multiplied by 0 and the others by
/// `1 / (1 - rate)`: the factors are folded into the weights behind each unit.
#[test]
fn the_gradient_flows_through_what_is_kept() {
    let net: Net = random_network(9);
    let (input, target) = ([0.3, -0.8, 0.5, 0.9], [0.2, -0.4, 0.7]);
    let mut both = 0;
    for seed in 0..6 {
        let (first, second) = (factors(1, 12, seed), factors(2, 10, seed));
        let near = |x: &f32, y: f32| (x - y).abs() < 1e-4;
        assert!(first.iter().all(|f| near(f, 0.0) || near(f, 1.0 / 0.6)), "{first:?}");
        assert!(second.iter().all(|f| near(f, 0.0) || near(f, 1.0 / 0.75)), "{second:?}");
        both += usize::from(first.iter().any(|f| *f < 0.5) && second.iter().any(|f| *f < 0.5));
        let mut masked = twin(&net);
        let exact = |factor: f32, rate: f64| if factor < 0.5 { 0.0 } else { 1.0 / (1.0 - rate) };
        let masks: [Vec<f64>; 2] = [
            first.iter().map(|f| exact(*f, f64::from(0.4_f32))).collect(),
            second.iter().map(|f| exact(*f, f64::from(0.25_f32))).collect(),
        ];
        for (layer, mask) in masked.layers[1..].iter_mut().zip(&masks) {
            for (row, factor) in layer.weights.iter_mut().zip(mask) {
                for weight in row {
                    *weight *= factor;
                }
            }
        }
        let truth = masked.gradient(ReferenceLoss::Mse, &[wide(&input)], &[Target::Values(wide(&target))]);
        // the derivative by a weight behind a unit has the unit's factor once more
        let mut expected = truth.d_params;
        let (l2, l3) = (4 * 12 + 12, 4 * 12 + 12 + 12 * 10 + 10);
        for (at, units, mask) in [(l2, 10, &masks[0]), (l3, 3, &masks[1])] {
            for (unit, factor) in mask.iter().enumerate() {
                for d in &mut expected[at + unit * units..at + (unit + 1) * units] {
                    *d *= factor;
                }
            }
        }
        let close = Tolerance { relative: 1e-5, absolute: 2e-6 };
        at_every_level(|level| {
            let found = trained_gradient(&net, seed, &[input], &[target]);
            close.assert(&format!("seed {seed}, {level}"), &found, &expected);
        });
    }
    assert!(both > 0, "some seed leaves out units of both layers");
}

/// The optimizer's other paths take the same masks: a clipped step goes the way round over a collected gradient.
#[test]
fn a_clipped_step_has_the_same_mask() {
    let net: Net = random_network(4);
    let (inputs, targets) = (uniform::<[f32; 4]>(20, 2, 1.0), uniform::<[f32; 3]>(20, 3, 1.0));
    let step = |optimizer: Sgd| {
        let (mut net, mut state) = (net.clone(), optimizer.init::<Net>());
        net.train_batch(Mse, &optimizer, &mut state, &inputs, &targets);
        net
    };
    at_every_level(|level| {
        let clipped = Sgd::new(0.1).clip_norm(1e6);
        assert_eq!(step(Sgd::new(0.1)).params(), step(clipped).params(), "{level}");
        // the reference's definition of a step is what both are
        let mut params = wide(net.params());
        Reference::sgd(1.0).update(&mut params, &wide(&trained_gradient(&net, 0, &inputs, &targets)));
        let close = Tolerance { relative: 1e-6, absolute: 1e-6 };
        close.assert(&format!("one step, {level}"), step(Sgd::new(1.0)).params(), &params);
    });
}

mlp! {
    /// Two layers, each of which leaves units out.
    struct Twice: 1 => 40 identity dropout(0.5) => 40 identity dropout(0.5) => 1;
    /// The same in two networks.
    struct Before: 1 => 40 identity dropout(0.5) => 40 identity;
    struct After: 40 => 40 identity dropout(0.5) => 1;
    struct Beside: 3 => 20 tanh dropout(0.5) => 2
}

/// Which of the 40 units in front of the last layer are kept, in 40 steps: the weights between are the identity.
fn kept_twice<N: Network<Input = [f32; 1], Output = [f32; 1]>>(identities: usize) -> f64 {
    let (mut net, mut kept) = (N::zeroed(), 0);
    let params = net.params_slice_mut();
    params[..40].fill(1.0);
    for index in 0..identities {
        for unit in 0..40 {
            params[80 + 1640 * index + 41 * unit] = 1.0;
        }
    }
    let last = N::PARAMS - 41;
    params[last..last + 40].fill(1.0);
    for seed in 0..40 {
        let gradient = trained_gradient(&net, seed, &[[1.0]], &[[0.0]]);
        kept += gradient[last..last + 40].iter().filter(|d| **d != 0.0).count();
    }
    kept as f64 / 1_600.0
}

/// A unit is left out of one layer or of another, independently: a quarter is kept twice, where one mask would keep half.
#[test]
fn layers_and_networks_have_masks_of_their_own() {
    // four standard errors are 0.043
    for part in [kept_twice::<Twice>(1), kept_twice::<Chain<Before, After>>(2)] {
        assert!((part - 0.25).abs() < 0.043, "{part} of the units were kept");
    }
    // two equal networks side by side
    let (part, mut both) = (random_network::<Beside>(1), <Concat<Beside, Beside> as Parameters>::ZERO);
    for half in both.params_slice_mut().chunks_exact_mut(Beside::PARAMS) {
        half.copy_from_slice(part.params());
    }
    let targets: Vec<_> = [[0.0_f32; 4]].map(Into::into).to_vec();
    let gradient = trained_gradient(&both, 3, &[[0.5, -0.3, 0.8]], &targets);
    assert_ne!(gradient[..Beside::PARAMS], gradient[Beside::PARAMS..]);
}
