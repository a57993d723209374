//! Held-out samples for validation.

use crate::model::Vector;
use crate::sealed::Sealed;

/// Held-out samples, used to compute a loss and never trained on.
#[derive(Clone, Copy, Debug)]
pub struct Validation<'a, X, T> {
    pub(super) inputs: &'a [X],
    pub(super) targets: &'a [T],
}

impl Sealed for () {}
impl<X, T> Sealed for Validation<'_, X, T> {}

/// The validation data of a trainer: samples, or none (`()`).
pub trait Validate: Sealed {
    /// The inputs of one sample.
    type Inputs;
    /// The target of one sample.
    type Targets;
    /// Returns the samples, if there are any.
    #[doc(hidden)]
    fn samples(&self) -> (&[Self::Inputs], &[Self::Targets]);
}

impl Validate for () {
    type Inputs = ();
    type Targets = ();
    fn samples(&self) -> (&[()], &[()]) {
        (&[], &[])
    }
}

impl<X, T> Validate for Validation<'_, X, T> {
    type Inputs = X;
    type Targets = T;
    fn samples(&self) -> (&[X], &[T]) {
        (self.inputs, self.targets)
    }
}

/// A network with inputs `Self` and targets `T` can be validated on the samples passed to `validate`.
///
/// Implemented for the network's inputs, because rustc does not know them before it knows the network. At that point it
/// has to compare types; otherwise it would infer one from the other, and its message would say less.
#[diagnostic::on_unimplemented(
    message = "`validate` got inputs `{GivenInputs}` and targets `{GivenTargets}`, but this network takes `{Self}` and learns `{T}`",
    label = "trains on inputs `{Self}` and targets `{T}`",
    note = "give `validate` inputs and targets of the same types as `fit`"
)]
pub trait ValidatedBy<T, GivenInputs, GivenTargets>: Sized {
    /// Returns the samples as this network's, if there are any.
    #[doc(hidden)]
    fn samples<'a>(inputs: &'a [GivenInputs], targets: &'a [GivenTargets]) -> Option<(&'a [Self], &'a [T])>;
}

impl<X: Vector, T> ValidatedBy<T, (), ()> for X {
    fn samples<'a>(_: &'a [()], _: &'a [()]) -> Option<(&'a [X], &'a [T])> {
        None
    }
}

impl<X: Vector, T> ValidatedBy<T, X, T> for X {
    fn samples<'a>(inputs: &'a [X], targets: &'a [T]) -> Option<(&'a [X], &'a [T])> {
        Some((inputs, targets))
    }
}
