//! The seal of traits that only this crate implements.

/// Implemented for the types of this crate that a sealed trait is for.
pub trait Sealed {}
