//! The bias corrections of Adam, `1 - beta^t`, without `f64`: a microcontroller emulates it.
//!
//! `beta^t` is `2^-x` with `x = -t log2 beta`. The logarithm is found where the optimizer is created, for most programs
//! by the compiler. A step takes a product, a table and a short polynomial, all in integers, so that every machine has
//! the same bits and a processor without floats is not slower than need be.

use core::fmt::{self, Debug};

/// The two fractions that Adam keeps from step to step, each from 0 to below 1.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Betas {
    values: [f32; 2],
    logarithms: [Logarithm; 2],
}

impl Betas {
    /// 0.9 and 0.999.
    pub(super) const DEFAULT: Self = Self::new([0.9, 0.999]);

    pub(super) const fn new(values: [f32; 2]) -> Self {
        Self { values, logarithms: [Logarithm::of(values[0]), Logarithm::of(values[1])] }
    }

    pub(super) const fn values(self) -> [f32; 2] {
        self.values
    }

    /// Returns `1 - beta^step` of both; at most 0.63 units in the last place off.
    #[inline]
    pub(super) fn corrections(self, step: u32) -> [f32; 2] {
        let [first, second] = self.logarithms;
        [first.correction(step), second.correction(step)]
    }
}

/// The settings without what follows from them.
impl Debug for Betas {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.values.fmt(formatter)
    }
}

/// `-log2 beta = mantissa * 2^-exponent`, from 0 to 32; relative error 2^-32.
#[derive(Clone, Copy, PartialEq)]
struct Logarithm {
    /// At least 2^31, except for 0.
    mantissa: u32,
    /// Between 27 and 56.
    exponent: u32,
}

/// From here on `1 - 2^-x` is 1, rounded to an `f32`.
const FARTHEST: u64 = 26;

/// The series of [`twice_atanh`]: `1 / (2 k + 1)`, in units of 2^-63.
const RECIPROCALS: [u64; 16] = {
    let (mut reciprocals, mut k) = ([0; 16], 0);
    while k < 16 {
        reciprocals[k] = (1 << 63) / (2 * k as u64 + 1);
        k += 1;
    }
    reciprocals
};

/// `2 / ln 2`, in units of 2^-61.
const TWO_LOG2_E: u64 = 0x5c55_1d94_ae0b_f85e;

/// `2^(-i/16)`, in units of 2^-32; the first is a unit less than 1.
const POWERS: [u32; 16] = [
    0xffff_ffff,
    0xf525_7d15,
    0xeac0_c6e8,
    0xe0cc_deec,
    0xd744_fccb,
    0xce24_8c15,
    0xc567_2a11,
    0xbd08_a39f,
    0xb504_f334,
    0xad58_3eea,
    0xa5fe_d6aa,
    0x9ef5_3261,
    0x9837_f052,
    0x91c3_d374,
    0x8b95_c1e4,
    0x85aa_c368,
];

/// `16 (1 - 2^(-f/16)) / f` for `f` from 0 to 1: coefficients with alternating signs, in units of 2^-32.
///
/// They interpolate at the four points of Chebyshev; error 1.6e-10.
const POLYNOMIAL: [u32; 4] = [0xb172_17f7, 0x03d7_f7aa, 0x000e_3519, 0x0000_26b8];

impl Logarithm {
    /// A value that is not from 0 to below 1 counts as 1; [`check`](crate::optimizer::Optimizer::check) reports it.
    const fn of(beta: f32) -> Self {
        let (bits, one) = (beta.to_bits(), 1.0_f32.to_bits());
        if bits >= one {
            return Self { mantissa: 0, exponent: 56 };
        }
        let halvings = 126 - (bits >> 23);
        if halvings > 30 {
            // below 2^-31: its first power is as good as none
            return Self { mantissa: u32::MAX, exponent: 27 };
        }
        // beta = m 2^-halvings with m from 1/2 to below 1, and `distance` is 1 - m in units of 2^-24
        let distance = (1 << 24) - ((bits & 0x7f_ffff) | 0x80_0000);
        let s = fraction(distance, (1 << 25) - distance);
        // ln(1/m) = 2 atanh s, times log2 e, in units of 2^-59
        let log2 = product(product(s, atanh_over(product(s, s, 63)), 63), TWO_LOG2_E, 65);
        Self::rounded(log2 + ((halvings as u64) << 59))
    }

    /// From units of 2^-59.
    const fn rounded(log2: u64) -> Self {
        let zeros = log2.leading_zeros();
        let shifted = log2 << zeros;
        match ((shifted >> 32) as u32).checked_add(((shifted >> 31) & 1) as u32) {
            Some(mantissa) => Self { mantissa, exponent: 27 + zeros },
            None => Self { mantissa: 1 << 31, exponent: 26 + zeros },
        }
    }

    /// Returns `1 - 2^(-step x)`, where `x` is the number that this stands for.
    #[inline]
    fn correction(self, step: u32) -> f32 {
        let total = u64::from(step) * u64::from(self.mantissa);
        let sixteenths = total >> (self.exponent - 4);
        if sixteenths >= 16 * FARTHEST {
            return 1.0;
        }
        // what is left, in sixteenths
        let rest = total << (68 - self.exponent);
        let f = (rest >> 32) as u32;
        let [a, b, c, d] = POLYNOMIAL;
        let slope = a - high(f, b - high(f, c - high(f, d)));
        if sixteenths == 0 {
            // all of the digits of a small number
            let zeros = (rest | 1).leading_zeros();
            let digits = high(((rest << zeros) >> 32) as u32, slope);
            return digits as f32 * f32::from_bits((127 - 36 - zeros) << 23);
        }
        let power = POWERS[(sixteenths % 16) as usize];
        let kept = (power - (high(power, high(f, slope)) >> 4)) >> (sixteenths / 16);
        kept.wrapping_neg() as f32 * const { 1.0 / (1_u64 << 32) as f32 }
    }
}

/// Returns the upper half of a product.
#[inline(always)]
fn high(a: u32, b: u32) -> u32 {
    ((u64::from(a) * u64::from(b)) >> 32) as u32
}

/// Returns `a b 2^-shift`, which is below 2^64.
#[expect(clippy::cast_possible_truncation, reason = "the callers' products are that small")]
const fn product(a: u64, b: u64, shift: u32) -> u64 {
    ((a as u128 * b as u128) >> shift) as u64
}

/// Returns `dividend / divisor`, in units of 2^-63, digit by digit: a quotient of 64 bits is a large function.
const fn fraction(dividend: u32, divisor: u32) -> u64 {
    let (mut rest, mut quotient, mut digit) = (dividend, 0_u64, 0);
    while digit < 63 {
        rest <<= 1;
        quotient <<= 1;
        if rest >= divisor {
            rest -= divisor;
            quotient |= 1;
        }
        digit += 1;
    }
    quotient
}

/// Returns `atanh(s) / s` for the square of `s`, which is at most 1/9, all in units of 2^-63.
const fn atanh_over(square: u64) -> u64 {
    let mut k = RECIPROCALS.len() - 1;
    let mut sum = RECIPROCALS[k];
    while k > 0 {
        k -= 1;
        sum = RECIPROCALS[k] + product(sum, square, 63);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::{Betas, POLYNOMIAL, POWERS};
    use crate::math::power;
    use alloc::format;

    /// Returns the distance between two values, in units in the last place of an `f32` near the second.
    fn units(found: f32, wanted: f64) -> f64 {
        let ulp = (libm::floor(libm::log2(wanted)) - 23.0).exp2();
        (f64::from(found) - wanted).abs() / ulp
    }

    /// The usual ones, those at the ends of the range, and many between.
    fn betas() -> impl Iterator<Item = f32> {
        let usual = [0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 0.99999];
        let small = [1e-45, 1e-39, 1e-30, 4e-10, 5e-10, 1e-5, 0.25, 0.25 - 1e-8];
        let ends = (1..=24).flat_map(|bit| [1.0 - (-bit as f32).exp2(), (-bit as f32).exp2()]);
        let mut numbers = crate::random::SplitMix64::new(1);
        let between = (0..300).flat_map(move |_| {
            let u = numbers.unit();
            [u, 1.0 - (-24.0 * u).exp2(), (-35.0 * u).exp2() * 0.999]
        });
        usual.into_iter().chain(small).chain(ends).chain(between).filter(|beta| *beta < 1.0)
    }

    /// The first steps, then every so many of the first million, and the last that there are.
    fn steps() -> impl Iterator<Item = u32> {
        let many = core::iter::successors(Some(1_u32), |step| Some(step + 1 + step / 200));
        many.take_while(|step| *step <= 1_000_000).chain([u32::MAX / 2, u32::MAX])
    }

    #[test]
    fn corrections_are_those_of_f64() {
        for beta in betas() {
            let logarithm = libm::log(f64::from(beta));
            for step in steps() {
                let [first, second] = Betas::new([beta, beta]).corrections(step);
                let wanted = -libm::expm1(f64::from(step) * logarithm);
                assert!(units(first, wanted) < 0.63, "{beta:e}, step {step}: {first:e} for {wanted:e}");
                assert_eq!(first, second);
            }
        }
    }

    /// Beside `1 - beta^t` in `f64`, rounded: the same bits in nearly all steps of usual betas.
    #[test]
    fn corrections_have_the_bits_of_f64_but_for_ties() {
        #[expect(clippy::cast_possible_truncation, reason = "rounded")]
        let rounded = |beta: f32, step| (1.0 - power(f64::from(beta), step)) as f32;
        let mut others = 0;
        for step in 1..=20_000 {
            let found = Betas::DEFAULT.corrections(step);
            let wanted = [0.9, 0.999].map(|beta| rounded(beta, step));
            for (found, wanted) in found.into_iter().zip(wanted) {
                assert!(found.to_bits().abs_diff(wanted.to_bits()) <= 1, "step {step}: {found} for {wanted}");
                others += u32::from(found != wanted);
            }
        }
        assert!(others < 60, "{others} of 40,000 differ");
    }

    #[test]
    fn the_ends_of_the_range() {
        assert_eq!(Betas::new([0.0, 0.5]).corrections(1), [1.0, 0.5]);
        assert_eq!(Betas::new([0.75, 1.0 - (-24_f32).exp2()]).corrections(1), [0.25, (-24_f32).exp2()]);
        // no step, and what `check` refuses
        assert_eq!(Betas::DEFAULT.corrections(0), [0.0; 2]);
        assert_eq!(Betas::new([1.0, f32::NAN]).corrections(7), [0.0; 2]);
        assert_eq!(Betas::new([-0.5, f32::INFINITY]).corrections(7), [0.0; 2]);
        assert_eq!(format!("{:?}", Betas::DEFAULT), "[0.9, 0.999]");
    }

    #[test]
    fn tables() {
        let units = (32_f64).exp2();
        for (i, power) in POWERS.iter().enumerate() {
            let distance = f64::from(*power) - (-(i as f64) / 16.0).exp2() * units;
            assert!(distance.abs() <= if i == 0 { 1.0 } else { 0.5 }, "power {i} is {distance} units off");
        }
        for place in 1..=1000 {
            let f = f64::from(place) / 1000.0;
            let [a, b, c, d] = POLYNOMIAL.map(|x| f64::from(x) / units);
            let wanted = 16.0 * (1.0 - (-f / 16.0).exp2()) / f;
            assert!((a - f * (b - f * (c - f * d)) - wanted).abs() < 1e-9, "{f}");
        }
    }
}
