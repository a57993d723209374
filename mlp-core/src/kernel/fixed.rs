//! Layers whose sizes are constants, for one sample or a few: compiled for each layer and each instruction set.
//!
//! The units of a layer are in the lanes. What does not fill a vector overlaps the vector before it, so that no lane is
//! empty, no value behind a layer is read, and nothing is copied. Where there are no vectors, a few units at a time have
//! their sums in registers.
//!
//! The order in which the terms of a sum are added depends on the sizes of the layer and on whether multiply-adds are
//! fused, but not on the length of vectors. So instruction sets with fused multiply-adds find the same bits, and so do
//! those without.

mod block;
#[cfg(all(target_arch = "arm", target_abi = "eabihf", target_os = "none"))]
#[expect(unsafe_code, reason = "functions in assembly; each call has its proof")]
mod cortex_m;
mod dense;
mod fold;
mod group;
mod hardware;
mod input_gradient;
mod last;
#[cfg(not(all(target_arch = "arm", target_abi = "eabihf", target_os = "none")))]
mod loops;
mod narrow;
mod rolled;
mod rows;
mod scalars;
mod softmax;
#[cfg(test)]
mod tests;
mod values;
mod weight_gradient;

pub use dense::{add, dense, forward, forward_keeping, hidden};
pub(crate) use group::GROUP_SAMPLES;
pub use group::{Group, Samples};
pub use input_gradient::{input_gradient, through};
pub use last::activate_last;
pub use softmax::softmax;
pub use values::Values;
pub use weight_gradient::weight_gradient;
