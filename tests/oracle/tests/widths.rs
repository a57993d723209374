//! Every width at which a kernel, a tile, a strip or the lanes end, in each regime: values, losses, gradients, steps.

use mlp::prelude::*;
use mlp_oracle::check_mse;

macro_rules! hold {
    ($($(#[$doc:meta])* $test:ident { $($declaration:tt)* })*) => {$(
        $(#[$doc])*
        #[test]
        fn $test() {
            mlp! { struct Net: $($declaration)* }
            check_mse::<Net>(11);
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
    wide { 7 => 130 tanh => 5, unroll = none }
    /// More units than a block of the weight gradient holds, 512: and a whole number of vectors or not.
    blocks_of_units { 20 => 530 tanh => 3, unroll = none }
    whole_blocks_of_units { 20 => 528 tanh => 3, unroll = none }
    /// More units in a thin layer than the lanes of its sums.
    thin_layers { 3 => 21 tanh => 2, unroll = none }
}

const UNITS: usize = 17;

mlp! { struct ByConstant: { UNITS - 8 } => UNITS tanh => { 2 * UNITS } silu no_bias => 3 sigmoid }

#[test]
fn constant_widths() {
    check_mse::<ByConstant>(11);
}
