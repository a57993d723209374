//! The comparison of fast code with the naive reference: the reference's twin of a network, what rounding may change, and
//! a check of everything that a network computes.
//!
//! The truth is the reference in `f64`, with the `f32` parameters and samples of the fast network. Every test runs at
//! each [`Level`](mlp_core::simd::Level) that the machine has.

mod bound;
mod check;
mod differences;
mod precision;
mod truth;
mod twin;

pub use bound::Bound;
pub use check::{Batch, check, check_mse};
pub use differences::{DIFFERENCES, difference, differences};
pub use precision::{narrow, rows, wide};
pub use twin::{AsReferenceLoss, AsReferenceTarget, activation, biases, layers, twin, twin_by};
