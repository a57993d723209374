//! Binary cross-entropy with weights of positive targets, against its definition in `f64` and differences of that.

use mlp::prelude::*;
use mlp_core::Vector;
use mlp_oracle::{at_every_level, at_one_level, filled, numbers, probabilities, twin, wide};
use mlp_reference::Tolerance;

mlp! {
    struct Straight: 2 => 3 sigmoid => 1 sigmoid, unroll = full;
    struct Kernels: 5 => 9 tanh => 7 silu => 3 sigmoid, unroll = none;
    struct Line: 1 => 1 sigmoid
}

/// Differences lose half of the digits of `f64`; ours are `f32`.
const ROUNDED: Tolerance = Tolerance { relative: 1e-5, absolute: 1e-6 };

/// `-1/n sum p t ln y + (1 - t) ln(1 - y)`
fn definition<N: Network>(
    net: &mlp_reference::Network<f64>,
    inputs: &[N::Input],
    targets: &[N::Output],
    p: &[f32],
) -> f64 {
    let mut sum = 0.0;
    for (input, target) in inputs.iter().zip(targets) {
        for ((y, t), p) in net.outputs(&wide(input.as_ref())).iter().zip(wide(target.as_ref())).zip(wide(p)) {
            sum -= p * t * y.ln() + (1.0 - t) * (1.0 - y).ln();
        }
    }
    sum / (inputs.len() * N::OUTPUTS) as f64
}

fn hold<N: Network<Output = [f32; OUTPUTS]>, const OUTPUTS: usize>(weights: [f32; OUTPUTS])
where
    mlp::loss::PosWeightBce<OUTPUTS>: Loss<N, Target = [f32; OUTPUTS]>,
{
    at_every_level(|level| {
        let (net, loss): (N, _) = (filled(3), Bce.pos_weight(weights));
        let (inputs, targets) = (numbers::<N::Input>(37, 1, 1.0), probabilities::<N::Output>(37, 2));
        let mut gradient: N = filled(5);
        let found = net.gradient(loss, &inputs, &targets, &mut gradient);
        let mut reference = twin(&net);
        let name = format!("{level}, {weights:?}");
        ROUNDED.assert(&name, &[found], &[definition::<N>(&reference, &inputs, &targets, &weights)]);
        ROUNDED.assert(&name, &[net.loss(loss, &inputs, &targets)], &[f64::from(found)]);
        let params = reference.params();
        let mut at = |index: usize, shift: f64| {
            let mut moved = params.clone();
            moved[index] += shift;
            reference.set_params(&moved);
            definition::<N>(&reference, &inputs, &targets, &weights)
        };
        let expected: Vec<f64> = (0..N::PARAMS).map(|i| (at(i, 1e-5) - at(i, -1e-5)) / 2e-5).collect();
        ROUNDED.assert(&format!("{name}: gradient"), gradient.params_slice(), &expected);
    });
}

#[test]
fn the_definition_and_its_differences() {
    hold::<Straight, 1>([3.0]);
    hold::<Straight, 1>([0.0]);
    hold::<Kernels, 3>([0.5, 1.0, 8.0]);
}

#[test]
fn with_weights_of_1_it_is_the_loss_without() {
    at_every_level(|level| {
        let net: Kernels = filled(3);
        let (inputs, targets) = (numbers::<[f32; 5]>(40, 1, 1.0), probabilities::<[f32; 3]>(40, 2));
        let (mut with, mut without) = (Kernels::zeroed(), Kernels::zeroed());
        let loss = net.gradient(Bce.pos_weight([1.0; 3]), &inputs, &targets, &mut with);
        ROUNDED.assert(&level.to_string(), &[loss], &[f64::from(net.gradient(Bce, &inputs, &targets, &mut without))]);
        ROUNDED.assert(&level.to_string(), with.params(), &wide(without.params()));
    });
}

/// Far from 0 the loss is that of the sum itself: neither infinite nor 0 where it should not be.
#[test]
fn sums_far_from_0() {
    at_every_level(|level| {
        let mut net = Line::zeroed();
        net.l1.weights[0][0] = 1.0;
        let loss = |z: f32, t: f32| net.loss(Bce.pos_weight([4.0]), &[[z]], &[[t]]);
        assert_eq!([loss(200.0, 0.0), loss(-200.0, 1.0)], [200.0, 800.0], "{level}");
        assert_eq!([loss(200.0, 1.0), loss(-200.0, 0.0)], [0.0, 0.0], "{level}");
    });
}

/// As many negative as positive samples in weight: where a line cannot tell them apart, the answer is 1/2, not the share.
#[test]
fn rare_positives_count_as_much() {
    at_one_level(|| {
        let (inputs, mut targets) = (vec![<[f32; 1]>::ZERO; 100], vec![[0.0]; 100]);
        targets[..10].fill([1.0]);
        let mut net = Line::zeroed();
        let weighted = Trainer::new(Bce.pos_weight([9.0]), Adam::new(0.05)).epochs(100).batch_size(100);
        weighted.fit(&mut net, &inputs, &targets).expect("good data");
        let [p] = net.forward(&[0.0]);
        assert!((p - 0.5).abs() < 1e-3, "{p}");
        let error = weighted.fit(&mut net, &inputs, &vec![[1.5]; 100]).expect_err("no probability").to_string();
        assert_eq!(error, "target 0 of sample 0 is 1.5: the loss needs targets between 0 and 1");
    });
}

/// In a debug build the loss itself looks at its weights.
#[test]
#[cfg_attr(debug_assertions, should_panic(expected = "`Bce::pos_weight` is -1: expected a finite number, 0 or more"))]
fn a_negative_weight() {
    let _ = Line::zeroed().loss(Bce.pos_weight([-1.0]), &[[0.0]], &[[1.0]]);
}
