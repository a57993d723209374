//! The derivatives with respect to the inputs: `d_x[sample][input] = sum over units of weights[input][unit] * d[sample][unit]`.

use super::pairs;
use crate::simd::lanes::Lanes;
use crate::simd::tail::first_lanes;
use crate::simd::{InstructionSet, Vectorized};

/// The arguments: some inputs of a layer, for all samples.
pub(in crate::kernel) struct InputGradientBySample<'a> {
    /// `weights[input][unit]` of these inputs.
    pub(in crate::kernel) weights: &'a [f32],
    pub(in crate::kernel) units: usize,
    /// `d[sample][unit]`
    pub(in crate::kernel) d: &'a [f32],
    /// `d_x[sample][input]` of these inputs, which is written.
    pub(in crate::kernel) d_x: &'a mut [f32],
}

/// The inputs whose sums are computed together.
const ROWS: usize = 4;

impl Vectorized for InputGradientBySample<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let inputs = self.weights.len() / self.units;
        let Self { weights, units, d, d_x } = self;
        for (d, d_x) in d.chunks_exact(units).zip(d_x.chunks_exact_mut(inputs)) {
            match units {
                1 => scaled::<I>(set, weights, d[0], d_x),
                units if units >= 8 && I::VECTORS => products::<I::Eight>(set, weights, d, d_x),
                units if units >= 4 && I::VECTORS => products::<I::Four>(set, weights, d, d_x),
                2 if I::VECTORS => pairs::input_gradient::<I::Sixteen>(set, weights, d, d_x),
                _ => products::<f32>((), weights, d, d_x),
            }
        }
    }
}

/// Computes `d_x[input] = weights[input] * d`.
#[inline(always)]
fn scaled<I: InstructionSet>(set: I, weights: &[f32], d: f32, d_x: &mut [f32]) {
    let lanes = I::Native::LANES;
    let whole = weights.len() / lanes * lanes;
    for (weights, d_x) in weights.chunks_exact(lanes).zip(d_x.chunks_exact_mut(lanes)) {
        (I::Native::load(set, weights) * I::Native::splat(set, d)).store(d_x);
    }
    for (weight, d_x) in weights[whole..].iter().zip(&mut d_x[whole..]) {
        *d_x = weight * d;
    }
}

/// Computes `d_x[input] = sum over units of weights[input][unit] * d[unit]`, with at least as many units as a vector has
/// lanes.
#[inline(always)]
fn products<V: Lanes>(token: V::Token, weights: &[f32], d: &[f32], d_x: &mut [f32]) {
    let units = d.len();
    let overlap = units.next_multiple_of(V::LANES) - units;
    let last = first_lanes(token, overlap, V::splat(token, 0.0), V::load(token, &d[units - V::LANES..]));
    let mut groups = weights.chunks_exact(ROWS * units);
    let mut places = d_x.chunks_exact_mut(ROWS);
    for (rows, d_x) in (&mut groups).zip(&mut places) {
        rows_of::<V, ROWS>(token, rows, d, last, d_x);
    }
    let rest = groups.remainder().chunks_exact(units).zip(places.into_remainder().chunks_mut(1));
    for (row, d_x) in rest {
        rows_of::<V, 1>(token, row, d, last, d_x);
    }
}

/// Computes `COUNT` inputs.
///
/// The last vector of a row ends with it. What it has in common with the vector before is multiplied by the zeros that
/// `last` holds in place of derivatives.
#[inline(always)]
fn rows_of<V: Lanes, const COUNT: usize>(token: V::Token, rows: &[f32], d: &[f32], last: V, d_x: &mut [f32]) {
    let units = d.len();
    let whole = units / V::LANES * V::LANES;
    let mut sums = [V::splat(token, 0.0); COUNT];
    for unit in (0..whole).step_by(V::LANES) {
        let d = V::load(token, &d[unit..]);
        for row in 0..COUNT {
            sums[row] = V::load(token, &rows[row * units + unit..]).mul_add(d, sums[row]);
        }
    }
    if whole < units {
        for row in 0..COUNT {
            sums[row] = V::load(token, &rows[(row + 1) * units - V::LANES..]).mul_add(last, sums[row]);
        }
    }
    for row in 0..COUNT {
        let mut lanes = [0.0; 16];
        sums[row].store(&mut lanes);
        if V::LANES > 4 {
            for lane in 0..4 {
                lanes[lane] += lanes[lane + 4];
            }
        }
        d_x[row] = if V::LANES > 1 { (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]) } else { lanes[0] };
    }
}
