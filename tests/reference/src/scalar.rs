//! The two kinds of numbers that the reference computes in.

use std::fmt::Debug;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// `f32` or `f64`, with the functions that networks are made of.
///
/// ```
/// use mlp_reference::Scalar;
///
/// fn cube<S: Scalar>(x: S) -> S {
///     x * x * x
/// }
/// assert_eq!(cube(2.0_f32), 8.0);
/// assert_eq!(cube(f64::from_f64(0.5)), 0.125);
/// ```
pub trait Scalar:
    Copy
    + Debug
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
{
    /// 0
    const ZERO: Self;
    /// 1
    const ONE: Self;
    /// The number nearest to `value`.
    #[must_use]
    fn from_f64(value: f64) -> Self;
    /// The same number in `f64`.
    #[must_use]
    fn to_f64(self) -> f64;
    /// `|x|`
    #[must_use]
    fn abs(self) -> Self;
    /// The larger of two numbers.
    #[must_use]
    fn max(self, other: Self) -> Self;
    /// The square root.
    #[must_use]
    fn sqrt(self) -> Self;
    /// `e^x`
    #[must_use]
    fn exp(self) -> Self;
    /// `e^x - 1`, exact near 0.
    #[must_use]
    fn exp_m1(self) -> Self;
    /// The natural logarithm.
    #[must_use]
    fn ln(self) -> Self;
    /// `ln(1 + x)`, exact near 0.
    #[must_use]
    fn ln_1p(self) -> Self;
    /// The hyperbolic tangent.
    #[must_use]
    fn tanh(self) -> Self;
    /// The hyperbolic cosine.
    #[must_use]
    fn cosh(self) -> Self;
    /// `1 - erf(x)`, exact where `erf(x)` rounds to 1.
    #[must_use]
    fn erfc(self) -> Self;
}

/// Hands every function on to the number's own.
macro_rules! scalar {
    ($number:ident, $erfc:path, $($function:ident),*) => {
        impl Scalar for $number {
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            #[allow(clippy::cast_possible_truncation, reason = "rounding to f32 is what it is for")]
            fn from_f64(value: f64) -> Self {
                value as $number
            }
            fn to_f64(self) -> f64 {
                self.into()
            }
            fn max(self, other: Self) -> Self {
                $number::max(self, other)
            }
            fn erfc(self) -> Self {
                $erfc(self)
            }
            $(fn $function(self) -> Self {
                $number::$function(self)
            })*
        }
    };
}

scalar!(f32, libm::erfcf, abs, sqrt, exp, exp_m1, ln, ln_1p, tanh, cosh);
scalar!(f64, libm::erfc, abs, sqrt, exp, exp_m1, ln, ln_1p, tanh, cosh);
