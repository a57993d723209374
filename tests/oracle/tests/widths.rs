//! Every width at which a kernel, a tile, a strip or the lanes end, in each regime: values, losses, gradients, steps.

use mlp::prelude::*;
use mlp_oracle::{Batch, at_every_level, check, filled, numbers, probabilities, twin};

fn hold<N: Network>()
where
    Mse: Loss<N, Target = N::Output>,
    N::Output: mlp_oracle::AsReferenceTarget,
{
    let net: N = filled(11);
    let batch = Batch { inputs: numbers(100, 12, 1.0), targets: numbers(100, 13, 1.0) };
    check(&net, &twin(&net), Mse, &batch);
}

macro_rules! hold {
    ($($(#[$doc:meta])* $test:ident { $($declaration:tt)* })*) => {$(
        $(#[$doc])*
        #[test]
        fn $test() {
            mlp! { struct Net: $($declaration)* }
            hold::<Net>();
        }
    )*};
}

/// For each width, networks whose matrices go through kernels: hidden layers have the width, then both ends.
macro_rules! kernels {
    ($($module:ident $width:literal)*) => {$(
        mod $module {
            use super::*;

            hold! {
                hidden { 5 => $width tanh => $width sigmoid => 3, unroll = none }
                ends { $width => 5 relu => $width, unroll = none }
            }
        }
    )*};
}

kernels! {
    width_1 1 width_2 2 width_3 3 width_7 7 width_8 8 width_9 9 width_10 10 width_15 15 width_16 16 width_17 17 width_31 31
    width_33 33 width_64 64
}

// What is written out costs rustc seconds in a debug build, so these layers are thin on one side.
hold! {
    straight_line_to_10 { 7 => 2 relu => 8 identity => 1 identity => 10, unroll = full }
    straight_line_to_17 { 17 => 1 relu => 16 identity => 1 identity => 15, unroll = full }
    straight_line_to_64 { 64 => 1 relu => 33, unroll = full }

    /// So few parameters that one sample has code of its own.
    straight_line_few { 2 => 3 sigmoid => 1 sigmoid, unroll = full }
    /// Small enough for straight-line code by itself.
    auto_small { 3 => 3 tanh no_bias => 7 sigmoid => 2 }
    /// Few samples take straight-line code, long batches are trained with in kernels.
    auto_between { 9 => 11 tanh => 9 }
    /// One sample takes straight-line code and kernels in turn.
    auto_mixed_17 { 3 => 17 tanh => 17 sigmoid => 2 }
    auto_mixed_31 { 3 => 31 tanh => 31 sigmoid => 2 }
    auto_mixed_33 { 33 => 7 tanh => 33 sigmoid => 9 }
    auto_mixed_64 { 3 => 64 tanh => 64 sigmoid => 2 }

    all_widths_differ { 17 => 9 relu => 33 silu => 10, unroll = none }
    all_widths_differ_auto { 10 => 33 relu => 3 silu => 15 }
    one_layer { 33 => 31, unroll = none }
    one_straight_layer { 3 => 5 }
    four_layers { 3 => 10 tanh => 17 relu => 31 sigmoid => 7, unroll = none }

    no_bias { 9 => 17 tanh no_bias => 33 sigmoid => 3 no_bias, unroll = none }
    no_bias_below { 9 => 17 tanh => 33 sigmoid no_bias => 3, unroll = none }
    no_bias_mixed { 3 => 4 tanh no_bias => 65 sigmoid no_bias => 2 }

    /// For one sample blocks of four, two and one vectors, and a tail, also where vectors are longest.
    every_block { 6 => 113 tanh => 5, unroll = none }
    /// More units than a strip of the weight gradient holds.
    wide { 7 => 130 tanh => 5, unroll = none }
}

const UNITS: usize = 17;

mlp! {
    struct ByConstant: { UNITS - 8 } => UNITS tanh => { 2 * UNITS } silu no_bias => 3 sigmoid;
    struct ByLiteral: 9 => 17 tanh => 34 silu no_bias => 3 sigmoid, unroll = none;
}

#[test]
fn constant_widths() {
    hold::<ByConstant>();
}

/// Networks whose widths rustc works out compute what those with the same literals do, to the last bit.
#[test]
fn constants_equal_literals() {
    at_every_level(|level| {
        let inputs: Vec<[f32; 9]> = numbers(70, 1, 1.0);
        let targets: Vec<[f32; 3]> = probabilities(70, 2);
        let (mut by_constant, mut by_literal) = (ByConstant::seeded(3), ByLiteral::seeded(3));
        assert_eq!(by_constant.params(), by_literal.params(), "{level}");
        let optimizer = Adam::new(1e-2);
        let (mut constant_state, mut literal_state) = (optimizer.init(), optimizer.init());
        for count in [70, 33, 1] {
            let (xs, ts) = (&inputs[..count], &targets[..count]);
            let losses = [
                by_constant.train_batch(Bce, &optimizer, &mut constant_state, xs, ts),
                by_literal.train_batch(Bce, &optimizer, &mut literal_state, xs, ts),
            ];
            assert_eq!(losses[0].to_bits(), losses[1].to_bits(), "{level}");
            assert_eq!(by_constant.params(), by_literal.params(), "{level}");
            assert_eq!(by_constant.forward(&xs[0]), by_literal.forward(&xs[0]), "{level}");
        }
    });
}
