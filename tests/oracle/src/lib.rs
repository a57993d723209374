//! What the tests that hold fast code against the naive reference have in common: numbers to compute with, the
//! reference's twin of a network, the instruction sets, and the comparison itself.
//!
//! The truth is the reference in `f64`, with the `f32` parameters and samples of the fast network. Every test runs at
//! each [`Level`](mlp_core::simd::Level) that the machine has.

mod bound;
mod check;
mod levels;
mod numbers;
mod truth;
mod twin;

pub use bound::Bound;
pub use check::{Batch, check};
pub use levels::{at_every_level, at_one_level};
pub use numbers::{Numbers, classes, distributions, filled, numbers, probabilities};
pub use twin::{AsReferenceLoss, AsReferenceTarget, activation, layers, twin, twin_by, wide};
