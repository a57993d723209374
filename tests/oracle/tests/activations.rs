//! Every activation at every depth with every loss that fits, through kernels; in straight-line code every activation,
//! every depth and every loss, but not each with each: what is written out does not depend on the loss.

use mlp::prelude::*;
use mlp_fixtures::{classes, distributions, probabilities, random_network, uniform};
use mlp_oracle::{AsReferenceTarget, Batch, activation, check, twin, twin_by};
use mlp_reference::Activation as Reference;

/// Inputs large enough to reach the ends of the activations.
const INPUTS: f32 = 3.0;

/// The losses that fit everything.
fn hold<N: Network>()
where
    N::Output: AsReferenceTarget,
{
    hold_as::<N>(|layer| activation(layer.activation));
}

fn hold_as<N: Network>(activation: fn(&mlp_core::private::LayerInfo) -> Reference)
where
    N::Output: AsReferenceTarget,
{
    let net: N = random_network(21);
    let twin = twin_by(&net, activation);
    let batch = Batch { inputs: uniform(40, 22, INPUTS), targets: uniform(40, 23, 1.0) };
    check(&net, &twin, Mse, &batch);
    check(&net, &twin, Mae, &batch);
    check(&net, &twin, Huber::new(0.5), &batch);
}

fn hold_mse<N: Network>()
where
    N::Output: AsReferenceTarget,
{
    let net: N = random_network(21);
    check(&net, &twin(&net), Mse, &Batch { inputs: uniform(40, 22, INPUTS), targets: uniform(40, 23, 1.0) });
}

fn hold_bce<N: Network>()
where
    N::Output: AsReferenceTarget,
    Bce: Loss<N, Target = N::Output>,
{
    let net: N = random_network(24);
    check(&net, &twin(&net), Bce, &Batch { inputs: uniform(40, 25, INPUTS), targets: probabilities(40, 26) });
}

fn hold_cross_entropies<N: Network>()
where
    N::Output: AsReferenceTarget,
    CrossEntropy: Loss<N, Target = usize>,
    SoftCrossEntropy: Loss<N, Target = N::Output>,
{
    let net: N = random_network(27);
    let inputs: Vec<N::Input> = uniform(40, 28, INPUTS);
    let batch = Batch { inputs: inputs.clone(), targets: classes(40, 29, N::OUTPUTS) };
    check(&net, &twin(&net), CrossEntropy, &batch);
    check(&net, &twin(&net), SoftCrossEntropy, &Batch { inputs: inputs.clone(), targets: distributions(40, 30) });
    // targets that do not sum to 1 weigh samples
    check(&net, &twin(&net), SoftCrossEntropy, &Batch { inputs, targets: probabilities(40, 31) });
}

macro_rules! activations {
    ($($test:ident)*) => {$(
        mod $test {
            use super::*;

            mlp! {
                struct One: 3 => 5 $test, unroll = none;
                struct Two: 3 => 5 $test => 4 $test, unroll = none;
                struct Three: 3 => 5 $test => 4 $test => 2 $test, unroll = none;
            }

            #[test]
            fn kernels() {
                hold::<One>();
                hold::<Two>();
                hold::<Three>();
            }
        }
    )*};
}

activations! {
    identity sigmoid tanh relu leaky_relu elu selu gelu silu softplus softsign mish hard_tanh hard_sigmoid
}

mlp! {
    struct Slope: 3 => 5 leaky_relu(0.3) => 4 leaky_relu(0.0) => 2 leaky_relu(0.7), unroll = none;
    struct SlopeStraight: 2 => 2 leaky_relu(0.3) => 2 leaky_relu(0.7), unroll = full;
}

/// The slopes, by the width of the layer they belong to.
fn slope(layer: &mlp_core::private::LayerInfo) -> Reference {
    let slope = match (layer.inputs, layer.units) {
        (3, 5) | (2, 2) if layer.name == "l1" => 0.3_f32,
        (5, 4) => 0.0,
        _ => 0.7,
    };
    Reference::LeakyRelu { slope: f64::from(slope) }
}

#[test]
fn slopes_of_leaky_relu() {
    hold_as::<Slope>(slope);
    hold_as::<SlopeStraight>(slope);
}

mlp! {
    struct Probability1: 3 => 5 sigmoid, unroll = none;
    struct Probability2: 3 => 5 tanh => 4 sigmoid, unroll = none;
    struct Probability3: 3 => 5 mish => 4 elu => 1 sigmoid, unroll = none;
    struct ProbabilityStraight: 2 => 3 sigmoid, unroll = full;
    struct Distribution1: 3 => 5 softmax, unroll = none;
    struct Distribution2: 3 => 5 tanh => 17 softmax, unroll = none;
    struct Distribution3: 3 => 5 silu => 4 selu => 2 softmax, unroll = none;
    struct DistributionStraight: 2 => 3 softmax, unroll = full;
    struct Straight1: 2 => 2 mish => 1 hard_sigmoid, unroll = full;
    struct Straight2: 2 => 2 tanh => 1 softplus, unroll = full;
    struct Straight3: 2 => 2 elu => 2 gelu => 1 relu, unroll = full;
    struct Straight4: 2 => 2 hard_tanh => 2 selu => 1 leaky_relu, unroll = full;
    struct Straight5: 2 => 2 softsign => 1 silu => 2, unroll = full;
}

#[test]
fn probabilities_through_kernels() {
    hold_bce::<Probability1>();
    hold_bce::<Probability2>();
    hold_bce::<Probability3>();
}

#[test]
fn distributions_through_kernels() {
    hold::<Distribution1>();
    hold::<Distribution2>();
    hold::<Distribution3>();
    hold_cross_entropies::<Distribution1>();
    hold_cross_entropies::<Distribution2>();
    hold_cross_entropies::<Distribution3>();
}

#[test]
fn straight_line_activations() {
    hold_mse::<Straight1>();
    hold_mse::<Straight2>();
    hold_mse::<Straight3>();
    hold_mse::<Straight4>();
}

#[test]
fn straight_line_losses() {
    hold::<Straight5>();
    hold_bce::<ProbabilityStraight>();
    hold_cross_entropies::<DistributionStraight>();
    hold_mse::<DistributionStraight>();
}

/// An activation of a user's, which the reference knows as softsign.
#[derive(Debug)]
struct Own;

impl Activation for Own {
    fn value(x: f32) -> f32 {
        x / (1.0 + x.abs())
    }
    fn derivative(x: f32) -> f32 {
        1.0 / ((1.0 + x.abs()) * (1.0 + x.abs()))
    }
}

mod elsewhere {
    pub(crate) use super::Own as Renamed;
}

mlp! {
    struct OwnKernels: 3 => 17 Own => 9 elsewhere::Renamed => 2 Own, unroll = none;
    struct OwnStraight: 2 => 3 Own => 1 elsewhere::Renamed, unroll = full;
}

#[test]
fn activations_of_users() {
    hold_as::<OwnKernels>(|_| Reference::Softsign);
    hold_as::<OwnStraight>(|_| Reference::Softsign);
}
