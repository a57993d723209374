//! The backward pass of a layer for one sample, with units in the lanes.
//!
//! The formulas are those of [`crate::kernel::backward`] for a matrix of one column. There is nothing to transpose and
//! nothing to sum over samples: the gradient of a weight is one product.

use crate::kernel::sink::Start;
use crate::simd::lanes::{LANES, Lanes};
use crate::simd::shuffle::sum_lanes;
use crate::simd::tail::{first_lanes, load_part, store_part};
use crate::simd::{InstructionSet, Vectorized, dispatch};

/// Computes `d_x[input] = sum over units of weights[input][unit] * d[unit]`.
///
/// `d_x` must have room for whole vectors.
pub(in crate::kernel) fn input_gradient(weights: &[f32], d: &[f32], d_x: &mut [f32]) {
    assert!(d_x.len().is_multiple_of(LANES) && d_x.len() * d.len() >= weights.len(), "a layer has the wrong size");
    dispatch(SingleInputGradient { weights, d, d_x });
}

/// Computes `gradient[input][unit] = x[input] * d[unit]`, added to the earlier gradient if the sums continue it.
///
/// If there is room behind the rows of the inputs, a row for the biases follows.
pub(in crate::kernel) fn weight_gradient(start: Start, x: &[f32], d: &[f32], gradient: &mut [f32]) {
    let (weights, biases) = gradient.split_at_mut(x.len() * d.len());
    if start.continues() {
        for (bias, d) in biases.iter_mut().zip(d) {
            *bias += d;
        }
    } else {
        biases.copy_from_slice(&d[..biases.len()]);
    }
    dispatch(SingleWeightGradient { start, x, d, gradient: weights });
}

/// Loads the last `count` units of a row, which do not fill a vector, and zeros.
#[inline(always)]
fn load_masked<V: Lanes>(token: V::Token, slice: &[f32], count: usize) -> V {
    // selected, not multiplied: the values behind the row may be infinite
    first_lanes(token, count, load_part(token, slice), V::splat(token, 0.0))
}

struct SingleInputGradient<'a> {
    weights: &'a [f32],
    d: &'a [f32],
    d_x: &'a mut [f32],
}

impl Vectorized for SingleInputGradient<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let units = self.d.len();
        let (whole, left) = (units / LANES * LANES, units % LANES);
        for (weights, d_x) in self.weights.chunks(LANES * units).zip(self.d_x.chunks_exact_mut(LANES)) {
            let mut sums = [I::Sixteen::splat(set, 0.0); LANES];
            for unit in (0..whole).step_by(LANES) {
                let d = I::Sixteen::load(set, &self.d[unit..]);
                for (sum, row) in sums.iter_mut().zip(weights.chunks_exact(units)) {
                    *sum = I::Sixteen::load(set, &row[unit..]).mul_add(d, *sum);
                }
            }
            if whole < units {
                let d: I::Sixteen = load_masked(set, &self.d[whole..], left);
                for (row, sum) in sums.iter_mut().enumerate().take(weights.len() / units) {
                    let weights: I::Sixteen = load_masked(set, &weights[row * units + whole..], left);
                    *sum = weights.mul_add(d, *sum);
                }
            }
            sum_lanes(sums).store(d_x);
        }
    }
}

struct SingleWeightGradient<'a> {
    start: Start,
    x: &'a [f32],
    d: &'a [f32],
    gradient: &'a mut [f32],
}

impl Vectorized for SingleWeightGradient<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let Self { start, x, d, gradient } = self;
        let (units, lanes) = (d.len(), I::Native::LANES);
        let whole = units / lanes * lanes;
        let last = load_part::<I::Native>(set, &d[whole..]);
        for (input, x) in x.iter().enumerate() {
            let (factor, row) = (I::Native::splat(set, *x), &mut gradient[input * units..]);
            for (g, d) in row.chunks_exact_mut(lanes).zip(d.chunks_exact(lanes)) {
                let sum = if start.continues() { I::Native::load(set, g) } else { I::Native::splat(set, 0.0) };
                factor.mul_add(I::Native::load(set, d), sum).store(g);
            }
            if whole < units {
                let end = if row.len() < whole + lanes { units } else { whole + lanes };
                let rest = &mut row[whole..end];
                let sum = if start.continues() { load_part(set, rest) } else { I::Native::splat(set, 0.0) };
                // the next row stays as it is, even if an input is infinite, or is overwritten later
                store_part(first_lanes(set, units - whole, factor.mul_add(last, sum), sum), rest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SingleWeightGradient, Start};
    use crate::simd;

    /// Vectors reach into the next row, and an infinite input times 0 is NaN.
    #[test]
    fn an_infinite_input_stays_in_its_row() {
        for level in simd::available() {
            for start in [Start::Zero, Start::Previous] {
                let (x, d, mut gradient) = ([f32::INFINITY, 2.0, 3.0], [1.0, 2.0, 3.0], [0.0; 9]);
                simd::dispatch_at(level, SingleWeightGradient { start, x: &x, d: &d, gradient: &mut gradient });
                assert_eq!(gradient[..3], [f32::INFINITY; 3], "{level}");
                assert_eq!(gradient[3..], [2.0, 4.0, 6.0, 3.0, 6.0, 9.0], "{level}, start: {start:?}");
            }
        }
    }
}
