//! The sums of some units in loops, where there is nothing faster.

use core::mem::MaybeUninit;

use super::hardware::FLOATS_IN_HARDWARE;
use super::rolled::in_a_loop;

/// Writes the sums of all units.
#[inline(always)]
pub(super) fn write_sums<const OUT: usize>(
    weights: &[[f32; OUT]],
    biases: &[f32; OUT],
    x: &[f32],
    sums: &mut [MaybeUninit<f32>; OUT],
) {
    let mut at = 0;
    if FLOATS_IN_HARDWARE {
        while at + 4 <= OUT {
            four(weights, biases, x, at, sums);
            at += 4;
        }
    }
    while at < OUT {
        one(weights, biases, x, at, sums);
        at += 1;
    }
}

/// Declares a function for a few units. Each sum is a variable, because an array stays in memory where code is to be
/// small and loops are not unrolled.
macro_rules! sums {
    ($name:ident, $($sum:ident $unit:literal)*) => {
        #[inline(always)]
        fn $name<const OUT: usize>(
            weights: &[[f32; OUT]],
            biases: &[f32; OUT],
            x: &[f32],
            at: usize,
            sums: &mut [MaybeUninit<f32>; OUT],
        ) {
            $(let mut $sum = biases[at + $unit];)*
            for (x, weights) in x.iter().zip(weights) {
                $($sum += x * weights[at + $unit];)*
                in_a_loop();
            }
            $(sums[at + $unit].write($sum);)*
        }
    };
}

sums!(four, s0 0 s1 1 s2 2 s3 3);
sums!(one, s0 0);

/// Returns the sum of products and `first`.
#[inline(always)]
pub(super) fn many_products(weights: &[[f32; 4]], first: f32, x: &[[f32; 4]]) -> f32 {
    let mut sum = first;
    for (x, weight) in x.as_flattened().iter().zip(weights.as_flattened()) {
        sum += x * weight;
        in_a_loop();
    }
    sum
}
