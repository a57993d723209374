//! The vocabulary of all numerical code: a few values that go through the same operations together.
//!
//! Every formula is written once, over `V: Lanes`. With `V = f32` it handles one sample; with a vector type it handles
//! as many samples (or units) as the vector has lanes. No operation mixes lanes except [`Lanes::sum`] and those that
//! only move values, so results do not depend on the number of lanes of an instruction set.

use super::root::square_root;
use core::fmt::Debug;
use core::ops::{Add, Div, Mul, Neg, Sub};

/// The lanes of the longest vector.
///
/// The matrices of a batch have a multiple of this many columns, or one.
pub(crate) const LANES: usize = 16;

/// A few `f32`s that are added, multiplied and compared together.
///
/// Comparisons with NaN are false, as for `f32`.
pub trait Lanes:
    Copy + Debug + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + Neg<Output = Self>
{
    /// The proof that the machine has the instructions, needed to create a value.
    type Token: Copy;
    /// The number of lanes.
    const LANES: usize;

    /// Returns `x` in every lane.
    fn splat(token: Self::Token, x: f32) -> Self;
    /// Loads the first [`Lanes::LANES`] values of `slice`.
    fn load(token: Self::Token, slice: &[f32]) -> Self;
    /// Stores the lanes at the beginning of `slice`.
    fn store(self, slice: &mut [f32]);
    /// Returns the token that this value was created with.
    fn token(self) -> Self::Token;
    /// Returns `self * factor + addend`, fused where the instruction set has that.
    #[must_use]
    fn mul_add(self, factor: Self, addend: Self) -> Self;
    /// Returns `|self|`.
    #[must_use]
    fn abs(self) -> Self;
    /// Returns the square root, correctly rounded.
    #[must_use]
    fn sqrt(self) -> Self;
    /// Returns `then` where `self < bound`, and `otherwise` elsewhere, also where either is NaN.
    #[must_use]
    fn if_less(self, bound: Self, then: Self, otherwise: Self) -> Self;
    /// Returns `2^self`, for integers from -126 to 127.
    #[must_use]
    fn power_of_two(self) -> Self;
    /// Returns `(m, e)` with `self = m * 2^e` and `sqrt(1/2) <= m < sqrt(2)`, for positive normal values.
    fn mantissa_exponent(self) -> (Self, Self);
    /// Returns `f` of every lane.
    #[must_use]
    fn map(self, f: impl Fn(f32) -> f32) -> Self;
    /// Returns the sum of the lanes, as a balanced binary tree of neighbours.
    fn sum(self) -> f32;

    /// Interleaves two values: returns the halves of `(self[0], other[0], self[1], other[1], ...)`.
    fn interleave(self, other: Self) -> (Self, Self);

    /// Returns the even and the odd lanes of `self` followed by `other`.
    ///
    /// This is the inverse of [`Lanes::interleave`].
    fn deinterleave(self, other: Self) -> (Self, Self);

    /// Returns the larger of the two; `self` where `self` is NaN.
    #[inline(always)]
    #[must_use]
    fn at_least(self, bound: Self) -> Self {
        self.if_less(bound, bound, self)
    }
    /// Returns the smaller of the two; `self` where `self` is NaN.
    #[inline(always)]
    #[must_use]
    fn at_most(self, bound: Self) -> Self {
        bound.if_less(self, bound, self)
    }
    /// Returns `x` in every lane of a value of the same type.
    #[inline(always)]
    #[must_use]
    fn constant(self, x: f32) -> Self {
        Self::splat(self.token(), x)
    }
    /// Returns `self * weight`.
    #[inline(always)]
    #[must_use]
    fn times(self, weight: f32) -> Self {
        self * self.constant(weight)
    }
    /// Returns `self * weight + bias`: the first term of a weighted sum.
    #[inline(always)]
    #[must_use]
    fn affine(self, weight: f32, bias: f32) -> Self {
        self.mul_add(self.constant(weight), self.constant(bias))
    }
    /// Returns `self + x * weight`: the next term of a weighted sum.
    #[inline(always)]
    #[must_use]
    fn add_scaled(self, x: Self, weight: f32) -> Self {
        x.mul_add(self.constant(weight), self)
    }
    /// Computes `self += x * y`.
    #[inline(always)]
    fn add_product(&mut self, x: Self, y: Self) {
        *self = x.mul_add(y, *self);
    }
    /// Computes `self += x`.
    #[inline(always)]
    fn add_term(&mut self, x: Self) {
        *self = *self + x;
    }
    /// Returns the larger of the two; `self` where either is NaN.
    #[inline(always)]
    #[must_use]
    fn larger(self, other: Self) -> Self {
        self.if_less(other, other, self)
    }
}

/// One lane. Products are rounded before they are added, on every machine.
impl Lanes for f32 {
    type Token = ();
    const LANES: usize = 1;

    #[inline(always)]
    fn splat((): (), x: f32) -> f32 {
        x
    }
    #[inline(always)]
    fn load((): (), slice: &[f32]) -> f32 {
        slice[0]
    }
    #[inline(always)]
    fn store(self, slice: &mut [f32]) {
        slice[0] = self;
    }
    #[inline(always)]
    fn token(self) {}
    #[inline(always)]
    fn mul_add(self, factor: f32, addend: f32) -> f32 {
        self * factor + addend
    }
    #[inline(always)]
    fn abs(self) -> f32 {
        f32::abs(self)
    }
    #[inline(always)]
    fn sqrt(self) -> f32 {
        square_root(self)
    }
    #[inline(always)]
    fn if_less(self, bound: f32, then: f32, otherwise: f32) -> f32 {
        if self < bound { then } else { otherwise }
    }
    #[inline(always)]
    fn power_of_two(self) -> f32 {
        f32::from_bits((self + EXPONENT_MAGIC).to_bits() << 23)
    }
    #[inline(always)]
    fn mantissa_exponent(self) -> (f32, f32) {
        let shifted = self.to_bits().wrapping_sub(HALF_SQUARE_ROOT).cast_signed();
        let exponent = shifted >> 23;
        (f32::from_bits(self.to_bits().wrapping_sub((exponent << 23).cast_unsigned())), exponent as f32)
    }
    #[inline(always)]
    fn map(self, f: impl Fn(f32) -> f32) -> f32 {
        f(self)
    }
    #[inline(always)]
    fn sum(self) -> f32 {
        self
    }
    #[inline(always)]
    fn interleave(self, other: f32) -> (f32, f32) {
        (self, other)
    }
    #[inline(always)]
    fn deinterleave(self, other: f32) -> (f32, f32) {
        (self, other)
    }
}

/// `2^23 + 127`.
///
/// Added to a small integer, it leaves the biased exponent of `2^integer` in the lowest bits.
pub(super) const EXPONENT_MAGIC: f32 = 8_388_608.0 + 127.0;

/// The bits of `sqrt(1/2)`.
///
/// Subtracting them from those of a value leaves the exponent of the value's ratio to it in the upper nine bits.
pub(super) const HALF_SQUARE_ROOT: u32 = core::f32::consts::FRAC_1_SQRT_2.to_bits();

/// An array with one [`Lanes`] value per input, unit or parameter.
pub trait LaneArray<V: Lanes>: Copy {
    /// The number of values.
    const LENGTH: usize;
    /// Returns an array with `x` everywhere.
    fn splat(token: V::Token, x: f32) -> Self;
    /// Returns all values as a slice.
    fn as_slice(&self) -> &[V];
    /// Returns all values as a mutable slice.
    fn as_mut_slice(&mut self) -> &mut [V];
}

impl<V: Lanes, const N: usize> LaneArray<V> for [V; N] {
    const LENGTH: usize = N;

    #[inline(always)]
    fn splat(token: V::Token, x: f32) -> Self {
        [V::splat(token, x); N]
    }
    #[inline(always)]
    fn as_slice(&self) -> &[V] {
        self
    }
    #[inline(always)]
    fn as_mut_slice(&mut self) -> &mut [V] {
        self
    }
}
