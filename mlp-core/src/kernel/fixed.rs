//! Layers whose sizes are constants, for one sample: compiled for each layer and each instruction set.
//!
//! The units of a layer are in the lanes. What does not fill a vector overlaps the vector before it, so that no lane is
//! empty, no value behind a layer is read, and nothing is copied. Where there are no vectors, a few units at a time have
//! their sums in registers.
//!
//! The order in which the terms of a sum are added depends on the sizes of the layer and on whether multiply-adds are
//! fused, but not on the length of vectors. So instruction sets with fused multiply-adds find the same bits, and so do
//! those without.

mod block;
mod dense;
mod fold;
mod narrow;
mod rows;
mod softmax;
#[cfg(test)]
mod tests;

pub use dense::{add, dense};
pub use softmax::softmax;

/// The values of a layer for one sample, at the beginning of a cache line.
///
/// Vectors that were written across two lines cannot be read again until they are in the cache, and a layer reads what
/// the layer before has just written.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(any(feature = "simd", feature = "libm"), repr(align(64)))]
pub struct Values<const N: usize>(pub [f32; N]);
