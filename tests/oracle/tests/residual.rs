//! Residual blocks, in straight-line code and in kernels, against the reference, which adds what it is told to.

use mlp::prelude::*;
use mlp_core::private::LayerInfo;
use mlp_core::private::LayerPath;
use mlp_fixtures::{classes, probabilities, random_network, uniform};
use mlp_oracle::{Batch, check, check_mse, twin};

const WIDTH: usize = 21;

mlp! {
    // straight-line code: behind a layer, from the inputs, as the last stage, inside each other, one after the other
    struct Behind: 2 => 3 tanh => residual(4 relu => 3) => 1, unroll = full;
    struct FromInputs: 3 => residual(4 sigmoid => 3 tanh) => 2 sigmoid, unroll = full;
    struct Last: 3 => 4 tanh => residual(5 silu => 4 softplus), unroll = full;
    struct Alone: 3 => residual(3 tanh), unroll = full;
    struct Nested: 3 => residual(4 tanh => residual(2 gelu => 4) => 3 sigmoid) => 3 softmax, unroll = full;
    struct SameEnds: 3 => 4 elu => residual(residual(5 mish => 4 relu)) => 2, unroll = full;
    struct SameEnd: 4 => residual(3 tanh => 4 relu => residual(2 tanh => 4 sigmoid)) => 2, unroll = full;
    struct Row: 4 => 5 relu => repeat(2, residual(6 relu no_bias => 5)) => 2, unroll = full;
    // the same in kernels
    struct KernelsBehind: 20 => 33 tanh => residual(18 relu => 33) => 7, unroll = none;
    struct KernelsFromInputs: 17 => residual(40 sigmoid => 17 tanh) => 5 sigmoid, unroll = none;
    struct KernelsLast: 9 => 17 tanh => residual(30 silu => 17 softplus), unroll = none;
    struct KernelsAlone: 17 => residual(17 tanh), unroll = none;
    struct KernelsNested: 10 => residual(18 tanh => residual(20 gelu => 18) => 10 sigmoid) => 3 softmax, unroll = none;
    struct KernelsSameEnds: 10 => 17 elu => residual(residual(20 mish => 17 relu)) => 4, unroll = none;
    struct KernelsSameEnd: 17 => residual(9 tanh => 17 relu => residual(5 tanh => 17 sigmoid)) => 2, unroll = none;
    struct KernelsRow: 24 => 32 relu => repeat(4, residual(48 relu no_bias => 32)) => 10 softmax;
    // both, and widths that only rustc knows
    struct Mixed: 64 => 20 silu => residual(4 tanh => 20 leaky_relu) => residual(20 hard_tanh) => 2;
    struct Constants: 5 => WIDTH relu => residual({ WIDTH + 3 } tanh => WIDTH) => residual(9 gelu => 21) => 3
}

#[test]
fn straight_line_code() {
    check_mse::<Behind>(41);
    check_mse::<FromInputs>(41);
    check_mse::<Last>(41);
    check_mse::<Alone>(41);
    check_mse::<SameEnds>(41);
    check_mse::<SameEnd>(41);
    check_mse::<Row>(41);
}

#[test]
fn kernels() {
    check_mse::<KernelsBehind>(41);
    check_mse::<KernelsFromInputs>(41);
    check_mse::<KernelsLast>(41);
    check_mse::<KernelsAlone>(41);
    check_mse::<KernelsSameEnds>(41);
    check_mse::<KernelsSameEnd>(41);
}

#[test]
fn straight_line_code_beside_kernels_and_constant_widths() {
    check_mse::<Mixed>(41);
    check_mse::<Constants>(41);
}

#[test]
fn blocks_in_front_of_softmax_and_sigmoid() {
    let labelled = |outputs| classes(100, 44, outputs);
    let net: Nested = random_network(45);
    check(&net, &twin(&net), CrossEntropy, &Batch { inputs: uniform(100, 46, 1.0), targets: labelled(3) });
    let net: KernelsNested = random_network(47);
    check(&net, &twin(&net), CrossEntropy, &Batch { inputs: uniform(100, 48, 1.0), targets: labelled(3) });
    let net: KernelsRow = random_network(49);
    check(&net, &twin(&net), CrossEntropy, &Batch { inputs: uniform(100, 50, 1.0), targets: labelled(10) });
    let net: KernelsFromInputs = random_network(51);
    check(&net, &twin(&net), Bce, &Batch { inputs: uniform(100, 52, 1.0), targets: probabilities(100, 53) });
}

/// A network inside another one goes through its matrices, also where it is straight-line code by itself.
#[test]
fn joined_networks() {
    check_mse::<Chain<Behind, Alone1>>(41);
    check_mse::<Chain<KernelsLast, KernelsAlone>>(41);
    check_mse::<Chain<Last4, SameEnd>>(41);
}
mlp! {
    struct Alone1: 1 => residual(2 tanh => 1) => 2, unroll = full;
    struct Last4: 4 => residual(3 tanh => 4), unroll = full
}

/// The reference is told where blocks begin and end by the network itself, so that is looked at by hand.
#[test]
fn layers_say_which_blocks_they_begin_and_end() {
    fn brackets<N: Network>() -> Vec<[usize; 2]> {
        let mut brackets = Vec::new();
        N::visit_layers(&LayerPath::TOP, &mut |_, layer: &LayerInfo| brackets.push([layer.begins, layer.ends]));
        brackets
    }
    assert_eq!(brackets::<Behind>(), [[0, 0], [1, 0], [0, 1], [0, 0]]);
    assert_eq!(brackets::<Nested>(), [[1, 0], [1, 0], [0, 1], [0, 1], [0, 0]]);
    assert_eq!(brackets::<SameEnds>(), [[0, 0], [2, 0], [0, 2], [0, 0]]);
    assert_eq!(brackets::<SameEnd>(), [[1, 0], [0, 0], [1, 0], [0, 2], [0, 0]]);
    assert_eq!(
        format!("{:?}", SameEnd::ZERO),
        "SameEnd(4 => residual(3 tanh => 4 relu => residual(2 tanh => 4 sigmoid)) => 2, 63 parameters)"
    );
}

/// With zeros at its end a block gives what it takes.
#[test]
fn a_block_of_zeros_is_the_identity() {
    let mut net: KernelsLast = random_network(54);
    net.l2_2 = mlp::Dense::ZERO;
    // softplus(0) = ln 2
    let inputs: Vec<[f32; 9]> = uniform(40, 55, 1.0);
    let mut answers = vec![[0.0; 17]; 40];
    net.forward_batch(&inputs, &mut answers);
    for (x, y) in inputs.iter().zip(&answers) {
        for unit in 0..17 {
            let z = (0..9).fold(net.l1.biases[unit], |z, i| z + x[i] * net.l1.weights[i][unit]);
            assert!((y[unit] - z.tanh() - core::f32::consts::LN_2).abs() < 1e-5);
        }
    }
}
