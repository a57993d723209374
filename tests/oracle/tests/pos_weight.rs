//! Binary cross-entropy with weights of positive targets, against its definition in `f64` and differences of that.

use mlp::prelude::*;
use mlp_fixtures::{at_every_level, probabilities, random_network, uniform};
use mlp_oracle::{DIFFERENCES, difference, twin, wide};
use mlp_reference::Tolerance;

mlp! {
    struct Straight: 2 => 3 sigmoid => 1 sigmoid, unroll = full;
    struct Kernels: 5 => 9 tanh => 7 silu => 3 sigmoid, unroll = none;
    struct Line: 1 => 1 sigmoid
}

/// The tolerance for rounding in `f32`.
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
        let (net, loss): (N, _) = (random_network(3), Bce.pos_weight(weights));
        let (inputs, targets) = (uniform::<N::Input>(37, 1, 1.0), probabilities::<N::Output>(37, 2));
        let mut gradient: N = random_network(5);
        let found = net.gradient(loss, &inputs, &targets, &mut gradient);
        let mut reference = twin(&net);
        let name = format!("{level}, {weights:?}");
        ROUNDED.assert(&name, &[found], &[definition::<N>(&reference, &inputs, &targets, &weights)]);
        ROUNDED.assert(&name, &[net.loss(loss, &inputs, &targets)], &[f64::from(found)]);
        let params = reference.params();
        let derivative = |index: usize| {
            difference(|shift| {
                let mut moved = params.clone();
                moved[index] += shift;
                reference.set_params(&moved);
                definition::<N>(&reference, &inputs, &targets, &weights)
            })
        };
        let expected: Vec<f64> = (0..N::PARAMS).map(derivative).collect();
        DIFFERENCES.assert(&format!("{name}: gradient"), gradient.params_slice(), &expected);
    });
}

#[test]
fn the_loss_and_its_gradient_are_those_of_the_definition() {
    hold::<Straight, 1>([3.0]);
    hold::<Straight, 1>([0.0]);
    hold::<Kernels, 3>([0.5, 1.0, 8.0]);
}

#[test]
fn with_weights_of_1_it_is_the_loss_without() {
    at_every_level(|level| {
        let net: Kernels = random_network(3);
        let (inputs, targets) = (uniform::<[f32; 5]>(40, 1, 1.0), probabilities::<[f32; 3]>(40, 2));
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
