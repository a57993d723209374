//! Vectors of the machine's instruction set, through `fearless_simd`.

use super::lanes::{EXPONENT_MAGIC, HALF_SQUARE_ROOT, Lanes};
use super::portable::sum_of_sixteen;
use super::set::InstructionSet;
use core::fmt::{self, Debug};
use core::ops::{Add, Div, Mul, Neg, Sub};
use fearless_simd::{Bytes, Select, Simd, SimdBase, SimdFloat, SimdInt, f32x4, f32x8, f32x16, i32x4, i32x8, i32x16};

/// The vectors of one instruction set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Vectors<S>(pub(crate) S);

impl<S: Simd> InstructionSet for Vectors<S> {
    type Native = Native<S>;
    type Sixteen = Sixteen<S>;
    type Eight = Eight<S>;
    type Four = Four<S>;

    const VECTORS: bool = cfg!(any(
        target_arch = "x86",
        target_arch = "x86_64",
        target_arch = "aarch64",
        all(target_arch = "wasm32", target_feature = "simd128")
    ));
    // of the sets with four lanes, only that of 64-bit Arm has fused multiply-adds
    const FUSED: bool = Native::<S>::LANES > 4 || cfg!(target_arch = "aarch64");
    const SUM_REGISTERS: usize = if Native::<S>::LANES == 16 || cfg!(target_arch = "aarch64") { 28 } else { 13 };

    #[inline(always)]
    fn wide_registers(self) -> bool {
        match self.0.level() {
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            fearless_simd::Level::Avx512(_) => true,
            #[cfg(target_arch = "aarch64")]
            fearless_simd::Level::Neon(_) => true,
            _ => false,
        }
    }
}

/// As many lanes as one register has.
#[derive(Clone, Copy)]
pub(crate) struct Native<S: Simd>(S::f32s);

/// Sixteen lanes in one, two or four registers, with the same sums on every instruction set.
#[derive(Clone, Copy)]
pub(crate) struct Sixteen<S: Simd>(f32x16<S>);

/// Eight lanes in one or two registers.
#[derive(Clone, Copy)]
pub(crate) struct Eight<S: Simd>(f32x8<S>);

/// Four lanes in one register.
#[derive(Clone, Copy)]
pub(crate) struct Four<S: Simd>(f32x4<S>);

/// Copies the first values of `from` to all of `to`, which has 4, 8 or 16.
///
/// They are assigned as arrays. Other copies, including those in `from_slice`, compare addresses on the stack where
/// debug assertions are on, and keep vectors there: one sample of 784 => 128 => 10 took three times as long in a debug
/// build.
#[inline(always)]
fn copy_lanes(from: &[f32], to: &mut [f32]) {
    match to.len() {
        4 => copy_array::<4>(from, to),
        8 => copy_array::<8>(from, to),
        _ => copy_array::<16>(from, to),
    }
}

#[inline(always)]
fn copy_array<const N: usize>(from: &[f32], to: &mut [f32]) {
    *to.first_chunk_mut::<N>().expect("as many lanes") = *from.first_chunk().expect("a whole vector");
}

macro_rules! operators {
    ($vector:ident: $($trait:ident $method:ident),*) => {$(
        impl<S: Simd> $trait for $vector<S> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(self.0.$method(other.0))
            }
        }
    )*};
}

/// Loads the first values of a slice.
macro_rules! load {
    (any, $float:ty, $token:expr, $slice:expr) => {{
        let mut vector = <$float>::splat($token, 0.0);
        copy_lanes($slice, vector.as_mut_slice());
        vector
    }};
    // a single instruction, also before optimization; where debug assertions are on, see `copy_lanes`
    ($lanes:literal, $float:ty, $token:expr, $slice:expr) => {
        if cfg!(debug_assertions) {
            load!(any, $float, $token, $slice)
        } else {
            <$float>::load_array_ref($token, $slice.first_chunk::<$lanes>().expect("a whole vector"))
        }
    };
}

macro_rules! lanes {
    ($vector:ident, $float:ty, $signed:ty, $lanes:expr, $length:tt) => {
        operators!($vector: Add add, Sub sub, Mul mul, Div div);

        impl<S: Simd> Neg for $vector<S> {
            type Output = Self;
            #[inline(always)]
            fn neg(self) -> Self {
                Self(-self.0)
            }
        }

        impl<S: Simd> Debug for $vector<S> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_slice().fmt(formatter)
            }
        }

        impl<S: Simd> Lanes for $vector<S> {
            type Token = Vectors<S>;
            const LANES: usize = $lanes;

            #[inline(always)]
            fn splat(token: Vectors<S>, x: f32) -> Self {
                Self(<$float>::splat(token.0, x))
            }
            #[inline(always)]
            fn load(token: Vectors<S>, slice: &[f32]) -> Self {
                Self(load!($length, $float, token.0, slice))
            }
            #[inline(always)]
            fn store(self, slice: &mut [f32]) {
                self.0.store_slice(&mut slice[..Self::LANES]);
            }
            #[inline(always)]
            fn token(self) -> Vectors<S> {
                Vectors(fearless_simd::ExtractToken::token(&self.0))
            }
            #[inline(always)]
            fn mul_add(self, factor: Self, addend: Self) -> Self {
                Self(self.0.mul_add(factor.0, addend.0))
            }
            #[inline(always)]
            fn abs(self) -> Self {
                Self(SimdFloat::from_bits(self.0.to_bits() & 0x7fff_ffff_u32))
            }
            #[inline(always)]
            fn sqrt(self) -> Self {
                Self(self.0.sqrt())
            }
            #[inline(always)]
            fn if_less(self, bound: Self, then: Self, otherwise: Self) -> Self {
                Self(self.0.simd_lt(bound.0).select(then.0, otherwise.0))
            }
            // `maxps` and `minps` return their second operand unless the first is greater or less: for equal zeros, and
            // where one is NaN. The instructions of other machines do not.
            #[inline(always)]
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            fn at_least(self, bound: Self) -> Self {
                Self(bound.0.max(self.0))
            }
            #[inline(always)]
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            fn at_most(self, bound: Self) -> Self {
                Self(bound.0.min(self.0))
            }
            #[inline(always)]
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            fn larger(self, other: Self) -> Self {
                Self(other.0.max(self.0))
            }
            #[inline(always)]
            fn power_of_two(self) -> Self {
                let biased = self + self.constant(EXPONENT_MAGIC);
                Self(SimdFloat::from_bits(biased.0.to_bits() << 23))
            }
            #[inline(always)]
            fn mantissa_exponent(self) -> (Self, Self) {
                let bits = self.0.bitcast::<$signed>();
                let exponent = (bits - HALF_SQUARE_ROOT.cast_signed()) >> 23;
                (Self((bits - (exponent << 23)).bitcast()), Self(exponent.to_float()))
            }
            #[inline(always)]
            fn map(self, f: impl Fn(f32) -> f32) -> Self {
                let mut result = self.0;
                for x in result.as_mut_slice() {
                    *x = f(*x);
                }
                Self(result)
            }
            #[inline(always)]
            fn interleave(self, other: Self) -> (Self, Self) {
                let (first, second) = self.0.interleave(other.0);
                (Self(first), Self(second))
            }
            #[inline(always)]
            fn deinterleave(self, other: Self) -> (Self, Self) {
                let (even, odd) = self.0.deinterleave(other.0);
                (Self(even), Self(odd))
            }
            #[inline(always)]
            fn sum(self) -> f32 {
                let mut all = [0.0; 16];
                all[..Self::LANES].copy_from_slice(self.0.as_slice());
                sum_of_sixteen(&all)
            }
        }
    };
}

lanes!(Native, S::f32s, S::i32s, <S::f32s as SimdBase<S>>::LEN, any);
lanes!(Sixteen, f32x16<S>, i32x16<S>, 16, 16);
lanes!(Eight, f32x8<S>, i32x8<S>, 8, 8);
lanes!(Four, f32x4<S>, i32x4<S>, 4, 4);
