//! The shape of a network at type level, as `typenum` numbers.

use typenum::{B0, B1, UInt, UTerm, Unsigned};

/// A network's shape as types, for arithmetic that `[f32; A + B]` cannot do.
///
/// ```
/// use mlp::Shape;
/// use typenum::{U12, Unsigned};
///
/// /// Works for every network with twelve inputs, and knows its outputs at compile time.
/// fn outputs<N: Shape<Inputs = U12>>() -> usize {
///     N::Outputs::USIZE
/// }
/// ```
pub trait Shape {
    /// How many inputs.
    type Inputs: Unsigned;
    /// How many outputs.
    type Outputs: Unsigned;
    /// How many parameters.
    type Params: Unsigned;
}

/// A type-level number with one more binary digit at its end.
///
/// `typenum` has no type for a constant above 1024; spelled bit by bit, every constant has one.
pub trait Push<const BIT: bool> {
    /// Twice the number, plus the bit.
    type Out: Unsigned;
}

impl Push<false> for UTerm {
    type Out = UTerm;
}
impl Push<true> for UTerm {
    type Out = UInt<UTerm, B1>;
}
impl<U: Unsigned, B: typenum::Bit> Push<false> for UInt<U, B> {
    type Out = UInt<Self, B0>;
}
impl<U: Unsigned, B: typenum::Bit> Push<true> for UInt<U, B> {
    type Out = UInt<Self, B1>;
}
