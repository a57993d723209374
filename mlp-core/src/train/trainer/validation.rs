//! Samples that are only asked, never trained on.

use crate::model::Vector;
use crate::sealed::Sealed;

/// Held-out samples that are only asked, never trained on.
#[derive(Clone, Copy, Debug)]
pub struct Validation<'a, X, T> {
    pub(super) inputs: &'a [X],
    pub(super) targets: &'a [T],
}

impl Sealed for () {}
impl<X, T> Sealed for Validation<'_, X, T> {}

/// What a trainer validates with: samples, or nothing.
pub trait Validate: Sealed {
    /// Of one sample.
    type Inputs;
    /// Of one sample.
    type Targets;
    /// The samples, if there are any.
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

/// Whether a network that takes `Self` and learns `T` can be asked about the samples given to `validate`.
///
/// Implemented by the network's inputs, which rustc does not know before it knows the network: by then it has to
/// compare types where it would otherwise infer one from the other, and say less.
#[diagnostic::on_unimplemented(
    message = "`validate` got inputs `{GivenInputs}` and targets `{GivenTargets}`, but this network takes `{Self}` and learns `{T}`",
    label = "trains on inputs `{Self}` and targets `{T}`",
    note = "give `validate` inputs and targets of the same types as `fit`"
)]
pub trait ValidatedBy<T, GivenInputs, GivenTargets>: Sized {
    /// The samples as this network's, if there are any.
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
