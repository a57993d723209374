//! The gradient of a layer: `gradient[input][unit] += sum over samples of x[sample][input] * d[sample][unit]`.
//!
//! Four samples are added at a time, so that the gradient is loaded and stored once for them. Terms are added in the
//! order of the samples, one by one, whatever the length of vectors.

use super::fold::longest;
use super::group::{GROUP_SAMPLES, Group, Samples};
use super::rolled::in_a_loop;
use crate::layer::dense::FixedLayer;
use crate::simd::InstructionSet;
use crate::simd::lanes::Lanes;

/// Adds the gradient of the samples of a group.
#[inline(always)]
pub fn weight_gradient<I, D, X, const IN: usize, const OUT: usize>(set: I, x: &X, d: &Group<OUT>, gradient: &mut D)
where
    I: InstructionSet,
    D: FixedLayer<IN, OUT>,
    X: Samples<IN> + ?Sized,
{
    let (weights, mut biases) = gradient.rows_mut();
    if x.count() == GROUP_SAMPLES {
        let x = [x.sample(0), x.sample(1), x.sample(2), x.sample(3)];
        let d = [d.sample(0), d.sample(1), d.sample(2), d.sample(3)];
        add::<I, GROUP_SAMPLES, IN, OUT>(set, x, d, weights);
        if let Some(biases) = biases {
            add_rows(d, biases);
        }
        return;
    }
    let mut sample = 0;
    while sample < x.count() {
        add::<I, 1, IN, OUT>(set, [x.sample(sample)], [d.sample(sample)], weights);
        if let Some(biases) = &mut biases {
            add_rows([d.sample(sample)], biases);
        }
        sample += 1;
    }
}

/// Adds the derivatives of samples, one after the other, to the gradient of the biases.
#[inline(always)]
fn add_rows<const SAMPLES: usize, const OUT: usize>(d: [&[f32; OUT]; SAMPLES], biases: &mut [f32; OUT]) {
    let mut unit = 0;
    while unit < OUT {
        let (mut sum, mut s) = (biases[unit], 0);
        while s < SAMPLES {
            sum += d[s][unit];
            s += 1;
        }
        biases[unit] = sum;
        in_a_loop();
        unit += 1;
    }
}

/// Of one unit, the inputs are in the lanes.
const COLUMN: usize = 100;
const COLUMN_OF_4: usize = 4 * COLUMN;
const COLUMN_OF_8: usize = 8 * COLUMN;
const COLUMN_OF_16: usize = 16 * COLUMN;

/// Adds `SAMPLES` samples.
#[inline(always)]
fn add<I: InstructionSet, const SAMPLES: usize, const IN: usize, const OUT: usize>(
    set: I,
    x: [&[f32; IN]; SAMPLES],
    d: [&[f32; OUT]; SAMPLES],
    weights: &mut [[f32; OUT]; IN],
) {
    match const { if OUT == 1 { COLUMN * row_lanes::<I>(IN) } else { row_lanes::<I>(OUT) } } {
        4 => rows::<I::Four, SAMPLES, IN, OUT>(set, x, d, weights),
        8 => rows::<I::Eight, SAMPLES, IN, OUT>(set, x, d, weights),
        16 => rows::<I::Sixteen, SAMPLES, IN, OUT>(set, x, d, weights),
        COLUMN_OF_4 => row::<I::Four, SAMPLES, IN>(set, firsts(d), x, column(weights)),
        COLUMN_OF_8 => row::<I::Eight, SAMPLES, IN>(set, firsts(d), x, column(weights)),
        COLUMN_OF_16 => row::<I::Sixteen, SAMPLES, IN>(set, firsts(d), x, column(weights)),
        _ => scalars(x, d, weights),
    }
}

/// Returns the lanes of the vectors of a row: 1 for a row that fills no vector, 0 where there are no vectors.
///
/// `Native` is none of them: it has no loads of a constant length, and takes rustc three times as long.
pub(super) const fn row_lanes<I: InstructionSet>(units: usize) -> usize {
    let (longest, lanes) = (longest(units), I::Native::LANES);
    match () {
        () if !I::VECTORS => 0,
        () if longest < lanes => longest,
        () => lanes,
    }
}

/// Returns the weights of a layer of one unit.
#[inline(always)]
fn column<const IN: usize, const OUT: usize>(weights: &mut [[f32; OUT]; IN]) -> &mut [f32; IN] {
    weights.as_flattened_mut().try_into().expect("a layer of one unit")
}

/// Returns the derivatives of the first unit.
#[inline(always)]
fn firsts<const SAMPLES: usize, const OUT: usize>(d: [&[f32; OUT]; SAMPLES]) -> [f32; SAMPLES] {
    let (mut firsts, mut s) = ([0.0; SAMPLES], 0);
    while s < SAMPLES {
        firsts[s] = d[s][0];
        s += 1;
    }
    firsts
}

/// Adds samples to the gradient of a layer of two or three units, or of any where there are no vectors.
#[inline(always)]
fn scalars<const SAMPLES: usize, const IN: usize, const OUT: usize>(
    x: [&[f32; IN]; SAMPLES],
    d: [&[f32; OUT]; SAMPLES],
    weights: &mut [[f32; OUT]; IN],
) {
    let mut input = 0;
    while input < IN {
        let mut unit = 0;
        while unit < OUT {
            let (mut sum, mut s) = (weights[input][unit], 0);
            while s < SAMPLES {
                sum += x[s][input] * d[s][unit];
                s += 1;
            }
            weights[input][unit] = sum;
            in_a_loop();
            unit += 1;
        }
        input += 1;
    }
}

/// Adds samples to the rows of at least as many units as a vector has lanes.
#[inline(always)]
fn rows<V: Lanes, const SAMPLES: usize, const IN: usize, const OUT: usize>(
    token: V::Token,
    x: [&[f32; IN]; SAMPLES],
    d: [&[f32; OUT]; SAMPLES],
    weights: &mut [[f32; OUT]; IN],
) {
    let mut input = 0;
    while input < IN {
        let (mut factors, mut s) = ([0.0; SAMPLES], 0);
        while s < SAMPLES {
            factors[s] = x[s][input];
            s += 1;
        }
        row::<V, SAMPLES, OUT>(token, factors, d, &mut weights[input]);
        input += 1;
    }
}

/// Computes `row[n] += factors[0] * d[0][n] + factors[1] * d[1][n] + ...`.
///
/// The last vector ends with the row. It overlaps the one before, which is read before it is written.
#[inline(always)]
fn row<V: Lanes, const SAMPLES: usize, const N: usize>(
    token: V::Token,
    factors: [f32; SAMPLES],
    d: [&[f32; N]; SAMPLES],
    row: &mut [f32; N],
) {
    let (mut splats, mut s) = ([V::splat(token, 0.0); SAMPLES], 0);
    while s < SAMPLES {
        splats[s] = V::splat(token, factors[s]);
        s += 1;
    }
    let mut n = const { N / V::LANES };
    if const { !N.is_multiple_of(V::LANES) } {
        // rustc computes both for rows too that never come here
        let (last, below) = const { (N.saturating_sub(V::LANES), (N / V::LANES).saturating_sub(1) * V::LANES) };
        let (of_last, of_below) = (V::load(token, &row[last..]), V::load(token, &row[below..]));
        with_products(of_last, splats, d, last).store(&mut row[last..]);
        with_products(of_below, splats, d, below).store(&mut row[below..]);
        n -= 1;
    }
    // a place follows from a counter: one that is compared with the end of the row costs more than the products
    while n > 0 {
        n -= 1;
        let at = n * V::LANES;
        with_products(V::load(token, &row[at..]), splats, d, at).store(&mut row[at..]);
    }
}

/// Returns `sum` with the products of the vectors that begin at index `at`.
#[inline(always)]
fn with_products<V: Lanes, const SAMPLES: usize, const N: usize>(
    mut sum: V,
    factors: [V; SAMPLES],
    d: [&[f32; N]; SAMPLES],
    at: usize,
) -> V {
    let mut s = 0;
    while s < SAMPLES {
        sum = factors[s].mul_add(V::load(sum.token(), &d[s][at..]), sum);
        s += 1;
    }
    sum
}

/// Returns the beginning of the `n`-th vector of a row; the last one ends with the row.
#[inline(always)]
pub(super) fn place<V: Lanes, const N: usize>(n: usize) -> usize {
    let (place, last) = (n * V::LANES, N.saturating_sub(V::LANES));
    if place < last { place } else { last }
}
