//! The shape of a network at type level, as `typenum` numbers.

use typenum::{B0, B1, UInt, UTerm, Unsigned};

/// A network's shape as types, for arithmetic that `[f32; A + B]` cannot express.
///
/// ```
/// use mlp::prelude::*;
/// use typenum::{U12, Unsigned};
///
/// mlp! { struct Encoder: 12 => 8 relu => 3 tanh }
///
/// /// Returns the number of outputs of a network with twelve inputs, at compile time.
/// const fn outputs<N: Shape<Inputs = U12>>() -> usize {
///     N::Outputs::USIZE
/// }
/// assert_eq!(outputs::<Encoder>(), 3);
/// ```
pub trait Shape {
    /// The number of inputs.
    type Inputs: Unsigned;
    /// The number of outputs.
    type Outputs: Unsigned;
    /// The number of parameters.
    type Params: Unsigned;
}

/// A width as a part of a type.
#[derive(Debug)]
pub struct Width<const UNITS: usize>;

impl<const UNITS: usize> Width<UNITS> {
    /// The number of units.
    pub const VALUE: usize = UNITS;
}

/// A type-level number to which a binary digit can be appended.
///
/// `typenum` has no constants above 1024, but every number can be spelled bit by bit.
pub trait Push<const BIT: bool> {
    /// The number `2 * Self + BIT`.
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
