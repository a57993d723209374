//! The targets of one sample as the loss compares them.

use crate::model::Vector;
use crate::schema::Fields;

/// The target of one sample in the user's units: a struct that `mlp!` declares, such as `PenguinsTarget`.
pub trait Target: Fields + Into<Self::Values> {
    /// The values that the loss compares with the outputs: an array `[f32; N]`.
    type Values: Vector;
}

/// The target of one sample as the loss [`Heads`](crate::loss::Heads) compares it: numbers are scaled, and a class is 1
/// among zeros.
///
/// Only a [`Target`] becomes one, so plain numbers whose scale was forgotten do not compile:
///
/// ```
/// use mlp::loss::Encoded;
/// use mlp::prelude::*;
///
/// mlp! { struct House: { area: 20..220 } => 8 tanh => { price: 50_000..950_000 } }
///
/// let target: Encoded<HouseTarget> = HouseTarget { price: 725_000.0 }.into();
/// assert_eq!(target.values(), &[0.5]);
/// ```
///
/// ```compile_fail,E0308
/// use mlp::prelude::*;
///
/// mlp! { struct House: { area: 20..220 } => 8 tanh => { price: 50_000..950_000 } }
///
/// // expected `Encoded<HouseTarget>`, found `[f32; 1]`
/// House::ZERO.loss(Heads::default(), &[HouseInput { area: 80.0 }.into()], &[[725_000.0]]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(transparent)]
pub struct Encoded<T: Target>(T::Values);

impl<T: Target> Encoded<T> {
    /// Returns the values, one for each output of the network.
    #[must_use]
    pub const fn values(&self) -> &T::Values {
        &self.0
    }

    /// Returns the values of all samples, one after the other.
    #[expect(unsafe_code, reason = "a slice of a transparent struct is one of its field")]
    pub(super) fn flatten(targets: &[Self]) -> &[f32] {
        // SAFETY: `Encoded` is `repr(transparent)` with one field, so both slices have elements of the same size and
        // alignment at the same addresses, all of them initialized; the result borrows for as long as `targets`
        let values = unsafe { core::slice::from_raw_parts(targets.as_ptr().cast::<T::Values>(), targets.len()) };
        T::Values::flatten(values)
    }
}

impl<T: Target> From<T> for Encoded<T> {
    fn from(target: T) -> Self {
        Self(target.into())
    }
}
