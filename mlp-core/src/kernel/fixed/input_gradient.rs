//! The derivatives with respect to the sums of the layer before:
//! `d_x[input] = slope[input] * sum over units of weights[input][unit] * d[unit]`.
//!
//! Four inputs are computed together. A sum has four or eight parts, by the number of units, and they are added in
//! halves: the order does not depend on the length of vectors.

use super::fold::fold_lanes;
use super::group::{Group, Samples};
use super::rolled::in_a_loop;
use super::weight_gradient::{place, row_lanes};
use crate::activation::LaneActivation;
use crate::layer::dense::FixedLayer;
use crate::simd::InstructionSet;
use crate::simd::lanes::Lanes;
use crate::simd::tail::first_lanes;

/// Writes the derivatives with respect to the outputs of the layer before.
#[inline(always)]
pub fn input_gradient<I, D, const IN: usize, const OUT: usize>(set: I, layer: &D, d: &Group<OUT>, d_x: &mut Group<IN>)
where
    I: InstructionSet,
    D: FixedLayer<IN, OUT>,
{
    let weights = layer.rows();
    let mut s = 0;
    while s < d.count() {
        let (d, d_x) = (d.sample(s), d_x.add());
        match const { lanes_of_sum::<I>(OUT) } {
            4 => vectors::<I::Four, I::Four, IN, OUT>(set, weights, d, d_x),
            8 => vectors::<I::Eight, I::Four, IN, OUT>(set, weights, d, d_x),
            _ => scalars(weights, d, d_x),
        }
        s += 1;
    }
}

/// Returns the number of parts of a sum over `units` units.
const fn lanes_of_sum<I: InstructionSet>(units: usize) -> usize {
    match units {
        _ if !I::VECTORS => 1,
        0..4 => 1,
        4..8 => 4,
        _ => 8,
    }
}

/// Computes the sums of a few units, or of any where there are no vectors.
#[inline(always)]
fn scalars<const IN: usize, const OUT: usize>(weights: &[[f32; OUT]; IN], d: &[f32; OUT], d_x: &mut [f32; IN]) {
    let mut input = 0;
    while input < IN {
        let mut sum = weights[input][0] * d[0];
        let mut unit = 1;
        while unit < OUT {
            sum += weights[input][unit] * d[unit];
            in_a_loop();
            unit += 1;
        }
        d_x[input] = sum;
        input += 1;
    }
}

/// Computes the sums with units in the lanes.
#[inline(always)]
fn vectors<V: Lanes, F: Lanes<Token = V::Token>, const IN: usize, const OUT: usize>(
    token: V::Token,
    weights: &[[f32; OUT]; IN],
    d: &[f32; OUT],
    d_x: &mut [f32; IN],
) {
    // what the last vector has in common with the one before counts once
    let overlap = const { OUT.next_multiple_of(V::LANES) - OUT };
    let mut last = V::load(token, &d[OUT.saturating_sub(V::LANES)..]);
    if overlap > 0 {
        last = first_lanes(token, overlap, V::splat(token, 0.0), last);
    }
    if const { IN < 4 } {
        let mut input = 0;
        while input < IN {
            let [sum] = sums::<V, 1, OUT>(token, [&weights[input]], d, last);
            d_x[input] = if V::LANES == 4 {
                fold_lanes::<V, 4>(sum, |a, b| a + b)
            } else {
                fold_lanes::<V, 8>(sum, |a, b| a + b)
            };
            input += 1;
        }
        return;
    }
    let mut group = 0;
    while group < const { IN.div_ceil(4) } {
        // the last four inputs overlap those before, and are the same again
        let first = place::<F, IN>(group);
        let rows = [&weights[first], &weights[first + 1], &weights[first + 2], &weights[first + 3]];
        four_sums::<V, F>(token, sums::<V, 4, OUT>(token, rows, d, last)).store(&mut d_x[first..]);
        group += 1;
    }
}

/// Returns the products of some rows with `d`, whose last vector is `last`, summed up in lanes.
#[inline(always)]
fn sums<V: Lanes, const ROWS: usize, const OUT: usize>(
    token: V::Token,
    rows: [&[f32; OUT]; ROWS],
    d: &[f32; OUT],
    last: V,
) -> [V; ROWS] {
    let mut sums = [V::splat(token, 0.0); ROWS];
    let mut n = 0;
    while n < const { OUT.div_ceil(V::LANES) } {
        let at = place::<V, OUT>(n);
        let d = if n + 1 == const { OUT.div_ceil(V::LANES) } { last } else { V::load(token, &d[at..]) };
        let mut row = 0;
        while row < ROWS {
            sums[row] = V::load(token, &rows[row][at..]).mul_add(d, sums[row]);
            row += 1;
        }
        n += 1;
    }
    sums
}

/// Returns the sums of the lanes of four vectors, each added in halves.
#[inline(always)]
fn four_sums<V: Lanes, F: Lanes<Token = V::Token>>(token: V::Token, sums: [V; 4]) -> F {
    let (mut fours, mut row) = ([F::splat(token, 0.0); 4], 0);
    while row < 4 {
        let mut lanes = [0.0; 16];
        sums[row].store(&mut lanes);
        fours[row] = F::load(token, &lanes);
        if V::LANES > 4 {
            fours[row] = fours[row] + F::load(token, &lanes[4..]);
        }
        row += 1;
    }
    let [a, b, c, d] = fours;
    let (even, odd) = (added(a.interleave(c)), added(b.interleave(d)));
    added(even.interleave(odd))
}

#[inline(always)]
fn added<V: Lanes>((a, b): (V, V)) -> V {
    a + b
}

/// Multiplies derivatives with respect to outputs by the slopes of an activation, from its sums or its outputs, as
/// [`LaneActivation::SLOPE_FROM_SUM`] says.
#[inline(always)]
pub fn through<I, A, const N: usize>(set: I, activation: A, z: &Group<N>, y: &Group<N>, d: &mut Group<N>)
where
    I: InstructionSet,
    A: LaneActivation,
{
    let mut s = 0;
    while s < y.count() {
        let (y, d) = (y.sample(s), d.sample_mut(s));
        let z = if const { A::SLOPE_FROM_SUM } { z.sample(s) } else { y };
        match const { row_lanes::<I>(N) } {
            4 => multiply::<I::Four, A, N>(set, activation, z, y, d),
            8 => multiply::<I::Eight, A, N>(set, activation, z, y, d),
            16 => multiply::<I::Sixteen, A, N>(set, activation, z, y, d),
            _ => {
                let mut unit = 0;
                while unit < N {
                    d[unit] *= activation.slope(z[unit], y[unit]);
                    in_a_loop();
                    unit += 1;
                }
            }
        }
        s += 1;
    }
}

/// Multiplies the derivatives of one sample, from the last vector to the first, as a layer is written.
#[inline(always)]
fn multiply<V: Lanes, A: LaneActivation, const N: usize>(
    token: V::Token,
    activation: A,
    z: &[f32; N],
    y: &[f32; N],
    d: &mut [f32; N],
) {
    let mut n = const { N / V::LANES };
    if const { !N.is_multiple_of(V::LANES) } {
        // rustc computes both for rows too that never come here
        let (last, below) = const { (N.saturating_sub(V::LANES), (N / V::LANES).saturating_sub(1) * V::LANES) };
        let (of_last, of_below) = (V::load(token, &d[last..]), V::load(token, &d[below..]));
        times_slope(of_last, activation, z, y, last).store(&mut d[last..]);
        times_slope(of_below, activation, z, y, below).store(&mut d[below..]);
        n -= 1;
    }
    while n > 0 {
        n -= 1;
        let at = n * V::LANES;
        times_slope(V::load(token, &d[at..]), activation, z, y, at).store(&mut d[at..]);
    }
}

/// Returns `d` times the slopes of the vector that begins at index `at`.
#[inline(always)]
fn times_slope<V: Lanes, A: LaneActivation, const N: usize>(
    d: V,
    activation: A,
    z: &[f32; N],
    y: &[f32; N],
    at: usize,
) -> V {
    d * activation.slope(V::load(d.token(), &z[at..]), V::load(d.token(), &y[at..]))
}
