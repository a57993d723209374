//! Layers of one, two or three units, which do not fill a vector: some inputs are in the lanes too.

use super::block::Parameters;
use super::fold::{fold_lanes, longest};
use crate::activation::LaneActivation;
use crate::kernel::chains::sum_chains;
use crate::simd::InstructionSet;
use crate::simd::lanes::Lanes;
use crate::simd::tail::first_lanes;

/// The number of parts of a sum.
const CHAINS: usize = 4;

/// Computes a layer of one unit: a scalar product.
#[inline(always)]
pub(super) fn one_unit<I: InstructionSet, A: LaneActivation, const IN: usize, const OUT: usize>(
    set: I,
    layer: &Parameters<'_, IN, OUT>,
    activation: A,
    x: &[f32; IN],
    y: &mut [f32; OUT],
) {
    let weights = layer.weights.as_flattened();
    let sum = match const { longest(IN) } {
        4 => product::<I::Four, IN, 4>(set, weights, x),
        8 => product::<I::Eight, IN, 8>(set, weights, x),
        16 => product::<I::Sixteen, IN, 16>(set, weights, x),
        _ => {
            let mut sum = 0.0;
            for input in 0..IN {
                sum += x[input] * weights[input];
            }
            sum
        }
    };
    let z = sum + layer.biases.map_or(0.0, |biases| biases[0]);
    let mut lanes = [0.0; 4];
    activation.value(I::Four::splat(set, z)).store(&mut lanes);
    y[0] = lanes[0];
}

/// Returns the scalar product of at least as many values as a vector has.
///
/// What is left over from whole vectors is at the end of a vector that overlaps the one before; zeros stand for the
/// rest of it.
#[inline(always)]
fn product<V: Lanes, const IN: usize, const LANES: usize>(token: V::Token, weights: &[f32], x: &[f32; IN]) -> f32 {
    let mut sums = [V::splat(token, 0.0); CHAINS];
    let whole = const { IN / LANES };
    let mut n = 0;
    while n + CHAINS <= whole {
        for chain in 0..CHAINS {
            let at = (n + chain) * LANES;
            sums[chain] = V::load(token, &x[at..]).mul_add(V::load(token, &weights[at..]), sums[chain]);
        }
        n += CHAINS;
    }
    for chain in 0..CHAINS {
        if n + chain < whole {
            let at = (n + chain) * LANES;
            sums[chain] = V::load(token, &x[at..]).mul_add(V::load(token, &weights[at..]), sums[chain]);
        }
    }
    if const { !IN.is_multiple_of(LANES) } {
        // rustc computes it for layers too that never come here
        let at = const { IN.saturating_sub(LANES) };
        // selected, not multiplied: an infinite value must not count
        let zero = V::splat(token, 0.0);
        let x = first_lanes(token, const { LANES - IN % LANES }, zero, V::load(token, &x[at..]));
        let weights = first_lanes(token, const { LANES - IN % LANES }, zero, V::load(token, &weights[at..]));
        sums[CHAINS - 1] = x.mul_add(weights, sums[CHAINS - 1]);
    }
    fold_lanes::<V, LANES>(sum_chains(sums), |a, b| a + b)
}

/// Computes a layer of two or three units.
///
/// A row of weights is read together with the beginning of the next row, whose products are discarded.
#[inline(always)]
pub(super) fn few_units<I: InstructionSet, A: LaneActivation, const IN: usize, const OUT: usize>(
    set: I,
    layer: &Parameters<'_, IN, OUT>,
    activation: A,
    x: &[f32; IN],
    y: &mut [f32; OUT],
) {
    let weights = layer.weights.as_flattened();
    let mut sums = [I::Four::splat(set, 0.0); CHAINS];
    sums[0] = I::Four::load(set, &layer.biases.map_or([0.0; 4], four));
    let mut input = 0;
    while input + CHAINS < IN {
        for chain in 0..CHAINS {
            let row = I::Four::load(set, &weights[(input + chain) * OUT..]);
            sums[chain] = I::Four::splat(set, x[input + chain]).mul_add(row, sums[chain]);
        }
        input += CHAINS;
    }
    for chain in 0..CHAINS {
        if input + chain + 1 < IN {
            let row = I::Four::load(set, &weights[(input + chain) * OUT..]);
            sums[chain] = I::Four::splat(set, x[input + chain]).mul_add(row, sums[chain]);
        }
    }
    // there is nothing behind the last row
    let row = I::Four::load(set, &four(&layer.weights[IN - 1]));
    let chain = const { (IN - 1) % CHAINS };
    sums[chain] = I::Four::splat(set, x[IN - 1]).mul_add(row, sums[chain]);
    let mut lanes = [0.0; 4];
    activation.value(sum_chains(sums)).store(&mut lanes);
    y.copy_from_slice(&lanes[..OUT]);
}

/// Returns two or three values, and zeros.
#[inline(always)]
fn four<const N: usize>(values: &[f32; N]) -> [f32; 4] {
    if N == 2 { [values[0], values[1], 0.0, 0.0] } else { [values[0], values[1], values[2], 0.0] }
}
