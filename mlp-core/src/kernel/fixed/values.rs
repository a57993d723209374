//! Memory between two layers.

use core::mem::MaybeUninit;

/// Memory for the values of a layer for one sample, at the beginning of a cache line.
///
/// Vectors that were written across two lines cannot be read again until they are in the cache, and a layer reads what
/// the layer before has just written. The memory is not initialized: a microcontroller would clear it for nothing.
#[derive(Debug)]
#[cfg_attr(any(feature = "simd", feature = "libm"), repr(align(64)))]
pub struct Values<const N: usize>(pub(super) MaybeUninit<[f32; N]>);

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
