//! Layers of two units: the weights of eight inputs in a vector of sixteen lanes.
//!
//! A vector of such a layer's units would leave most lanes empty, and one by one the units of
//! `105 => 2 hard_sigmoid => 62` took 640 ns to train one sample instead of 490.

use crate::simd::lanes::{LANES, Lanes};
use crate::simd::tail::load_part;

/// Returns `d[0]` and `d[1]` in turns.
#[inline(always)]
fn alternating<V: Lanes>(token: V::Token, d: &[f32]) -> V {
    let mut lanes = [d[0]; LANES];
    for pair in lanes.as_chunks_mut::<2>().0 {
        pair[1] = d[1];
    }
    V::load(token, &lanes)
}

/// Writes `z[unit] = biases[unit] + sum over inputs of x[input] * weights[input][unit]`.
#[inline(always)]
pub(super) fn forward<V: Lanes>(token: V::Token, weights: &[f32], biases: &[f32], x: &[f32], z: &mut [f32]) {
    let mut sums = [V::splat(token, 0.0); 2];
    for (x, weights) in x.chunks(LANES).zip(weights.chunks(2 * LANES)) {
        let x: V = load_part(token, x);
        let (low, high) = x.interleave(x);
        let (first, second) = weights.split_at(weights.len().min(LANES));
        sums[0] = low.mul_add(load_part(token, first), sums[0]);
        sums[1] = high.mul_add(load_part(token, second), sums[1]);
    }
    let mut lanes = [0.0; LANES];
    (sums[0] + sums[1]).store(&mut lanes);
    for half in [8, 4, 2] {
        for lane in 0..half {
            lanes[lane] += lanes[lane + half];
        }
    }
    for unit in 0..2 {
        z[unit] = lanes[unit] + biases.get(unit).copied().unwrap_or(0.0);
    }
}

/// Adds the products of `COUNT` samples to `gradient[input][unit]`, or to zeros.
#[inline(always)]
pub(super) fn add_weight_gradient<V: Lanes, const COUNT: usize>(
    token: V::Token,
    continues: bool,
    inputs: usize,
    x: &[f32],
    d: &[f32],
    gradient: &mut [f32],
) {
    let mut pairs = [V::splat(token, 0.0); COUNT];
    for s in 0..COUNT {
        pairs[s] = alternating(token, &d[2 * s..]);
    }
    let whole = inputs / LANES * LANES;
    for input in (0..whole).step_by(LANES) {
        let (first, second) = gradient[2 * input..][..2 * LANES].split_at_mut(LANES);
        let zero = V::splat(token, 0.0);
        let mut sums = if continues { [V::load(token, first), V::load(token, second)] } else { [zero; 2] };
        for s in 0..COUNT {
            let x = V::load(token, &x[s * inputs + input..]);
            let (low, high) = x.interleave(x);
            sums = [low.mul_add(pairs[s], sums[0]), high.mul_add(pairs[s], sums[1])];
        }
        sums[0].store(first);
        sums[1].store(second);
    }
    for input in whole..inputs {
        for unit in 0..2 {
            let mut sum = if continues { gradient[2 * input + unit] } else { 0.0 };
            for s in 0..COUNT {
                sum += x[s * inputs + input] * d[2 * s + unit];
            }
            gradient[2 * input + unit] = sum;
        }
    }
}

/// Writes `d_x[input] = weights[input][0] * d[0] + weights[input][1] * d[1]`.
#[inline(always)]
pub(super) fn input_gradient<V: Lanes>(token: V::Token, weights: &[f32], d: &[f32], d_x: &mut [f32]) {
    let pair: V = alternating(token, d);
    let mut groups = weights.chunks_exact(2 * LANES);
    let mut places = d_x.chunks_exact_mut(LANES);
    for (weights, d_x) in (&mut groups).zip(&mut places) {
        let (first, second) = (V::load(token, weights) * pair, V::load(token, &weights[LANES..]) * pair);
        let (even, odd) = first.deinterleave(second);
        (even + odd).store(d_x);
    }
    for (weights, d_x) in groups.remainder().chunks_exact(2).zip(places.into_remainder()) {
        *d_x = weights[0] * d[0] + weights[1] * d[1];
    }
}
