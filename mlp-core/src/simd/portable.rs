//! Sixteen lanes in plain Rust, for builds without the feature `simd` and targets without vector instructions.

use super::lanes::Lanes;
use super::set::InstructionSet;
use core::array::from_fn;
use core::ops::{Add, Div, Mul, Neg, Sub};

/// Sixteen values in an array, which the compiler translates to what the target has.
#[derive(Clone, Copy, Debug)]
pub struct Portable([f32; 16]);

impl Portable {
    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        Self(from_fn(|i| f(self.0[i], other.0[i])))
    }
}

impl InstructionSet for () {
    type Native = Portable;
    type Sixteen = Portable;
    type Eight = f32;
    type Four = f32;

    const VECTORS: bool = false;
    const FUSED: bool = false;
    const SUM_REGISTERS: usize = 4;

    #[inline(always)]
    fn wide_registers(self) -> bool {
        false
    }
}

macro_rules! operator {
    ($($trait:ident $method:ident),*) => {$(
        impl $trait for Portable {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.zip(other, f32::$method)
            }
        }
    )*};
}
operator!(Add add, Sub sub, Mul mul, Div div);

impl Neg for Portable {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self.map(f32::neg)
    }
}

impl Lanes for Portable {
    type Token = ();
    const LANES: usize = 16;

    #[inline(always)]
    fn splat((): (), x: f32) -> Self {
        Self([x; 16])
    }
    #[inline(always)]
    fn load((): (), slice: &[f32]) -> Self {
        let (first, _) = slice.split_first_chunk().expect("sixteen numbers to load");
        Self(*first)
    }
    #[inline(always)]
    fn store(self, slice: &mut [f32]) {
        slice[..16].copy_from_slice(&self.0);
    }
    #[inline(always)]
    fn token(self) {}
    #[inline(always)]
    fn mul_add(self, factor: Self, addend: Self) -> Self {
        self * factor + addend
    }
    #[inline(always)]
    fn abs(self) -> Self {
        self.map(f32::abs)
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        self.map(Lanes::sqrt)
    }
    #[inline(always)]
    fn if_less(self, bound: Self, then: Self, otherwise: Self) -> Self {
        Self(from_fn(|i| if self.0[i] < bound.0[i] { then.0[i] } else { otherwise.0[i] }))
    }
    #[inline(always)]
    fn power_of_two(self) -> Self {
        self.map(Lanes::power_of_two)
    }
    #[inline(always)]
    fn mantissa_exponent(self) -> (Self, Self) {
        (self.map(|x| x.mantissa_exponent().0), self.map(|x| x.mantissa_exponent().1))
    }
    #[inline(always)]
    fn map(self, f: impl Fn(f32) -> f32) -> Self {
        Self(self.0.map(f))
    }
    #[inline(always)]
    fn sum(self) -> f32 {
        sum_of_sixteen(&self.0)
    }
    #[inline(always)]
    fn deinterleave(self, other: Self) -> (Self, Self) {
        let pick = |odd| from_fn(|i: usize| if i < 8 { self.0[2 * i + odd] } else { other.0[2 * (i - 8) + odd] });
        (Self(pick(0)), Self(pick(1)))
    }
    #[inline(always)]
    fn interleave(self, other: Self) -> (Self, Self) {
        let half = |first| {
            from_fn(|i: usize| if i.is_multiple_of(2) { self.0[first + i / 2] } else { other.0[first + i / 2] })
        };
        (Self(half(0)), Self(half(8)))
    }
}

/// Adds neighbours first, as a balanced tree, which is the order of every type of sixteen lanes.
#[inline(always)]
pub(super) fn sum_of_sixteen(x: &[f32; 16]) -> f32 {
    let pairs: [f32; 8] = from_fn(|i| x[2 * i] + x[2 * i + 1]);
    let fours: [f32; 4] = from_fn(|i| pairs[2 * i] + pairs[2 * i + 1]);
    (fours[0] + fours[1]) + (fours[2] + fours[3])
}
