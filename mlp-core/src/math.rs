//! Elementary functions over [`Lanes`], without branches.
//!
//! Errors are measured against `f64`, over all `f32`s of the stated range (in `math/tests.rs`). NaN gives NaN. No
//! normal argument gives a denormal result, which would slow down every operation on it.

pub(crate) mod double;
pub(crate) mod half;
#[cfg(test)]
mod tests;

use crate::simd::lanes::Lanes;

/// `2^23 * 1.5`: adding and subtracting it rounds to the nearest integer, ties to even.
const ROUND: f32 = 12_582_912.0;
/// The first part of `ln 2`; [`LN_2_LOW`] is the rest.
///
/// It has so few bits that its products with exponents are exact (Cody and Waite 1980).
const LN_2_HIGH: f32 = 0.693_359_375;
const LN_2_LOW: f32 = -2.121_944_4e-4;
/// The value below which `exp` is an exact zero, because the result would be denormal.
const EXP_LOWEST: f32 = -87.336_54;
/// The value above which `exp` is infinite: the logarithm of `2^127.5`.
const EXP_HIGHEST: f32 = 88.376_26;
/// The value below which `sigmoid` is an exact zero, because the result would be denormal.
const SIGMOID_LOWEST: f32 = EXP_LOWEST;
/// `ln 4e-37`: below it the normal density, and the tail beside it, are an exact zero.
///
/// Both are up to 34 times smaller than the bell curve and would be denormal.
const BELL_LOWEST: f32 = -83.8;

/// Returns `e^r - 1` for `|r| <= ln(2)/2`; relative error 1e-7.
///
/// The polynomial is that of Cephes' `expf` (Moshier 1992).
#[inline(always)]
fn exp_minus_one_reduced<V: Lanes>(r: V) -> V {
    // in pairs, which do not wait for each other
    let square = r * r;
    let low = r.affine(1.666_666_5e-1, 5.000_000_1e-1);
    let middle = r.affine(8.333_452e-3, 4.166_579_6e-2);
    let high = r.affine(1.987_569_1e-4, 1.398_2e-3);
    let p = high.mul_add(square, middle).mul_add(square, low);
    p.mul_add(square, r)
}

/// Returns `(n, r)` with `x = n ln 2 + r`, an integer `n` and `|r| <= ln(2)/2`.
///
/// `x` must be between [`EXP_LOWEST`] and [`EXP_HIGHEST`].
#[inline(always)]
fn reduce<V: Lanes>(x: V) -> (V, V) {
    let n = x.affine(core::f32::consts::LOG2_E, ROUND) - x.constant(ROUND);
    let r = n.mul_add(n.constant(-LN_2_HIGH), x);
    (n, n.mul_add(n.constant(-LN_2_LOW), r))
}

/// Returns `e^x`; 0 below -87.34, infinite above 88.37; relative error 1e-7.
#[inline(always)]
pub(crate) fn exp<V: Lanes>(x: V) -> V {
    if V::LANES == 1 { x.map(exp_of_one) } else { exp_of_lanes(x) }
}

/// Computes [`exp`] in several lanes, with a polynomial.
#[inline(always)]
fn exp_of_lanes<V: Lanes>(x: V) -> V {
    exp_between(x, EXP_LOWEST, EXP_HIGHEST)
}

/// Computes [`exp`] of one value.
#[inline(always)]
fn exp_of_one(x: f32) -> f32 {
    if !double::IN_HARDWARE {
        return exp_of_lanes(x);
    }
    #[expect(clippy::cast_possible_truncation, reason = "what is beyond `f32` becomes infinite")]
    let y = double::exp(x, 1.0) as f32;
    let y = if EXP_HIGHEST < x { f32::INFINITY } else { y };
    if x < EXP_LOWEST { 0.0 } else { y }
}

/// Returns `e^x` for `x <= 0`; 0 below -87.34; relative error 1e-7.
#[inline(always)]
pub(crate) fn exp_of_negative<V: Lanes>(x: V) -> V {
    if V::LANES == 1 { x.map(exp_of_one_negative) } else { exp_of_negative_lanes(x) }
}

/// Computes [`exp_of_negative`] in several lanes, with a polynomial.
#[inline(always)]
fn exp_of_negative_lanes<V: Lanes>(x: V) -> V {
    let lowest = x.constant(EXP_LOWEST);
    x.if_less(lowest, x.constant(0.0), exp_reduced(x.at_least(lowest)))
}

/// Computes [`exp_of_negative`] of one value.
#[inline(always)]
fn exp_of_one_negative(x: f32) -> f32 {
    if !double::IN_HARDWARE {
        return exp_of_negative_lanes(x);
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 1")]
    let y = double::exp(x, 1.0) as f32;
    if x < EXP_LOWEST { 0.0 } else { y }
}

/// Returns `e^x` for `x` between [`EXP_LOWEST`] and [`EXP_HIGHEST`].
#[inline(always)]
fn exp_reduced<V: Lanes>(x: V) -> V {
    let (n, r) = reduce(x);
    let scale = n.power_of_two();
    exp_minus_one_reduced(r).mul_add(scale, scale)
}

/// Returns `e^x`; 0 below `lowest` and infinite above `highest`.
///
/// Both limits are between [`EXP_LOWEST`] and [`EXP_HIGHEST`].
#[inline(always)]
fn exp_between<V: Lanes>(x: V, lowest: f32, highest: f32) -> V {
    let (lowest, highest) = (x.constant(lowest), x.constant(highest));
    let y = exp_reduced(x.at_least(lowest).at_most(highest));
    let y = highest.if_less(x, x.constant(f32::INFINITY), y);
    x.if_less(lowest, x.constant(0.0), y)
}

/// Returns `e^x - 1` for `x <= 0`; relative error 1e-7, also near zero.
#[inline(always)]
pub(crate) fn exp_minus_one<V: Lanes>(x: V) -> V {
    let (n, r) = reduce(x.at_least(x.constant(EXP_LOWEST)));
    let scale = n.power_of_two();
    exp_minus_one_reduced(r).mul_add(scale, scale - x.constant(1.0))
}

/// Returns `1 / (1 + e^-x)`; exactly 0 below -87.34 and 1 above 17.4; relative error 1.6e-7.
#[inline(always)]
pub(crate) fn sigmoid<V: Lanes>(x: V) -> V {
    if V::LANES == 1 { x.map(sigmoid_of_one) } else { sigmoid_of_lanes(x) }
}

/// Computes [`sigmoid`] in several lanes.
#[inline(always)]
fn sigmoid_of_lanes<V: Lanes>(x: V) -> V {
    let (zero, one) = (x.constant(0.0), x.constant(1.0));
    let e = exp_reduced((-x).at_least(x.constant(EXP_LOWEST)).at_most(x.constant(EXP_HIGHEST)));
    x.if_less(x.constant(SIGMOID_LOWEST), zero, one / (one + e))
}

/// Computes [`sigmoid`] of one value.
#[inline(always)]
fn sigmoid_of_one(x: f32) -> f32 {
    if !double::IN_HARDWARE {
        return sigmoid_of_lanes(x);
    }
    // rounded before the division: a quotient in `f32` takes two thirds of the time
    #[expect(clippy::cast_possible_truncation, reason = "what is beyond `f32` becomes infinite, and its quotient zero")]
    let y = 1.0 / ((1.0 + double::exp(x, -1.0)) as f32);
    if x < SIGMOID_LOWEST { 0.0 } else { y }
}

/// Returns `tanh x`; relative error 4e-7; never beyond -1 and 1.
///
/// It is `x p(x^2) / q(x^2)` with both polynomials of degree 4. The coefficients are a minimax fit on -9 to 9
/// (reweighted least squares), beyond which `tanh` rounds to 1.
#[inline(always)]
pub(crate) fn tanh<V: Lanes>(x: V) -> V {
    let (low, high) = (x.constant(-9.0), x.constant(9.0));
    let x = x.at_least(low).at_most(high);
    let t = x * x;
    // in pairs, which do not wait for each other
    let square = t * t;
    let p_low = t.affine(1.338_104_2e-1, 1.0);
    let p_high = square.mul_add(t.constant(1.335_500_8e-8), t.affine(2.060_936e-5, 3.495_606_4e-3));
    let p = p_high.mul_add(square, p_low);
    let q_low = t.affine(4.671_435_7e-1, 1.0);
    let q_high = square.mul_add(t.constant(7.776_708e-7), t.affine(3.285_663_6e-4, 2.587_705_3e-2));
    let q = q_high.mul_add(square, q_low);
    (x * p / q).at_least(x.constant(-1.0)).at_most(x.constant(1.0))
}

/// Returns `2 atanh(s)` for `|s| <= 1/3`, by the odd series to `s^15`; relative error 1e-7.
#[inline(always)]
fn twice_atanh<V: Lanes>(s: V) -> V {
    let t = s * s;
    // in pairs, which do not wait for each other
    let square = t * t;
    let low = t.affine(2.0 / 5.0, 2.0 / 3.0);
    let middle = t.affine(2.0 / 9.0, 2.0 / 7.0);
    let high = square.mul_add(t.constant(2.0 / 15.0), t.affine(2.0 / 13.0, 2.0 / 11.0));
    let series = high.mul_add(square, middle).mul_add(square, low);
    series.mul_add(s * t, s + s)
}

/// Returns `ln(1 + x)` for `0 <= x <= 1`; relative error 2e-7.
#[inline(always)]
pub(crate) fn ln_one_plus<V: Lanes>(x: V) -> V {
    twice_atanh(x / (x + x.constant(2.0)))
}

/// Returns `ln x` for positive normal `x`, NaN for infinity; absolute error 1e-7 times `1 + |ln x|`.
#[inline(always)]
#[expect(clippy::eq_op, reason = "zero for numbers, NaN for NaN and infinity")]
pub(crate) fn ln<V: Lanes>(x: V) -> V {
    let (mantissa, exponent) = x.mantissa_exponent();
    let one = x.constant(1.0);
    let y = twice_atanh((mantissa - one) / (mantissa + one));
    let y = exponent.mul_add(x.constant(LN_2_HIGH), exponent.mul_add(x.constant(LN_2_LOW), y));
    // the bits of NaN and infinity look like those of a number
    y + (x - x)
}

/// Returns `(Phi(x), phi(x))`: distribution function and density of the standard normal distribution.
///
/// Absolute errors are 4e-7 and 5e-8. Beyond 13 the values are exactly 0, or 0 and 1. The tail is formula 7.1.26 of
/// Abramowitz & Stegun (1964), so that small probabilities keep their digits.
#[inline(always)]
pub(crate) fn normal_distribution<V: Lanes>(x: V) -> (V, V) {
    let one = x.constant(1.0);
    let size = x.abs();
    let bell = exp_between((x * x).times(-0.5), BELL_LOWEST, EXP_HIGHEST);
    let t = one / size.affine(0.327_591_1 * core::f32::consts::FRAC_1_SQRT_2, 1.0);
    let polynomial = t
        .affine(1.061_405_4, -1.453_152)
        .mul_add(t, t.constant(1.421_413_7))
        .mul_add(t, t.constant(-0.284_496_74))
        .mul_add(t, t.constant(0.254_829_6));
    let tail = (polynomial * t * bell).times(0.5);
    let distribution = x.if_less(x.constant(0.0), tail, one - tail);
    (distribution, bell.times(0.398_942_3))
}

/// Returns `base^exponent` by squaring, which is the same on every machine and needs no `std`.
pub(crate) fn power(mut base: f64, mut exponent: u32) -> f64 {
    let mut result = 1.0;
    while exponent > 0 {
        if exponent % 2 == 1 {
            result *= base;
        }
        base *= base;
        exponent /= 2;
    }
    result
}
