//! Layers whose sizes are constants, for one sample: compiled for each layer and each instruction set.
//!
//! The units of a layer are in the lanes. What does not fill a vector overlaps the vector before it, so that no lane is
//! empty, no value behind a layer is read, and nothing is copied. Where there are no vectors, a few units at a time have
//! their sums in registers.
//!
//! The order in which the terms of a sum are added depends on the sizes of the layer and on whether multiply-adds are
//! fused, but not on the length of vectors. So instruction sets with fused multiply-adds find the same bits, and so do
//! those without.

use core::mem::MaybeUninit;

mod block;
#[cfg(all(target_arch = "arm", target_abi = "eabihf", target_os = "none"))]
#[expect(unsafe_code, reason = "functions in assembly; each call has its proof")]
mod cortex_m;
mod dense;
mod fold;
#[cfg(not(all(target_arch = "arm", target_abi = "eabihf", target_os = "none")))]
mod loops;
mod narrow;
mod rolled;
mod rows;
mod scalars;
mod softmax;
#[cfg(test)]
mod tests;

pub use dense::{add, dense, hidden};
pub use softmax::softmax;

/// Memory for the values of a layer for one sample, at the beginning of a cache line.
///
/// Vectors that were written across two lines cannot be read again until they are in the cache, and a layer reads what
/// the layer before has just written. The memory is not initialized: a microcontroller would clear it for nothing.
#[derive(Debug)]
#[cfg_attr(any(feature = "simd", feature = "libm"), repr(align(64)))]
pub struct Values<const N: usize>(MaybeUninit<[f32; N]>);

impl<const N: usize> Values<N> {
    /// Returns memory for the values.
    #[inline(always)]
    #[must_use]
    #[expect(clippy::new_without_default, reason = "only expansions use it")]
    pub const fn new() -> Self {
        Self(MaybeUninit::uninit())
    }

    /// Writes values and returns them.
    #[inline(always)]
    pub const fn write(&mut self, values: [f32; N]) -> &mut [f32; N] {
        self.0.write(values)
    }
}
