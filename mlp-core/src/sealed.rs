//! The supertrait of sealed traits, which only this crate implements.

/// Implemented for the types of this crate that implement a sealed trait.
pub trait Sealed {}
