//! A drawn program calls this for each of its networks: everything that it computes is held against the reference.
//!
//! A tolerance is never chosen. [`bounded`] goes through a network in `f64` and carries beside each value a bound on
//! what `f32` may make of it: `n + 1` roundings of the sum of the absolute values for a sum of `n` terms in any order
//! (Higham 2002, section 4.2), the documented errors of the elementary functions, and both carried on through weights
//! and slopes. Its values are asserted to be those of `mlp-reference`. A value whose bound is infinite, because a sum
//! may overflow, is counted and not compared.
#![forbid(unsafe_code)]

pub mod bounded;
mod data;
mod examine;
mod report;
mod subject;

pub use data::Targets;
pub use examine::examine;
pub use report::Report;
pub use subject::Drawn;
