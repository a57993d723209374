//! The loss of one head and its weight.

use crate::error::Error;
use crate::loss::{Bce, CrossEntropy, Huber, Mae, Mse};

/// The loss of one head and its weight in the sum.
///
/// ```
/// use mlp::prelude::*;
/// use mlp::loss::NumberLoss;
///
/// let head: HeadLoss<NumberLoss> = HeadLoss::new(Huber::new(0.5)).weight(0.1);
/// assert_ne!(head, HeadLoss::default()); // the squared error with the weight 1
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeadLoss<F> {
    function: F,
    weight: f32,
}

impl<F> HeadLoss<F> {
    /// Creates the loss with the weight 1.
    ///
    /// A head of numbers takes [`Mse`], [`Mae`] or [`Huber`], a `sigmoid` takes [`Bce`], and a `softmax` takes
    /// [`CrossEntropy`].
    #[must_use]
    pub fn new(function: impl Into<F>) -> Self {
        Self { function: function.into(), weight: 1.0 }
    }

    /// Sets the weight: a finite number, 0 or more.
    #[must_use]
    pub fn weight(self, weight: f32) -> Self {
        Self { weight, ..self }
    }
}

impl<F: Default> Default for HeadLoss<F> {
    fn default() -> Self {
        Self::new(F::default())
    }
}

impl<F: Copy + Into<HeadFunction>> HeadLoss<F> {
    /// Returns the loss without the type of its function.
    #[doc(hidden)]
    #[inline(always)]
    pub fn term(self) -> HeadTerm {
        HeadTerm { function: self.function.into(), weight: self.weight }
    }
}

/// The loss of a head of numbers, of the scaled values.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum NumberLoss {
    /// The squared error, the default.
    #[default]
    Mse,
    /// The absolute error.
    Mae,
    /// The Huber loss.
    Huber(Huber),
}

impl From<Mse> for NumberLoss {
    fn from(_: Mse) -> Self {
        Self::Mse
    }
}

impl From<Mae> for NumberLoss {
    fn from(_: Mae) -> Self {
        Self::Mae
    }
}

impl From<Huber> for NumberLoss {
    fn from(huber: Huber) -> Self {
        Self::Huber(huber)
    }
}

/// The loss of one head without the type of its function.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeadTerm {
    pub(super) function: HeadFunction,
    pub(super) weight: f32,
}

/// The function of a head's loss.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HeadFunction {
    /// Of a number.
    Number(NumberLoss),
    /// Of a probability.
    Bce,
    /// Of classes.
    CrossEntropy,
}

impl HeadFunction {
    pub(super) fn check(self) -> Result<(), Error> {
        match self {
            Self::Number(NumberLoss::Huber(huber)) => huber.check(),
            _ => Ok(()),
        }
    }
}

impl From<NumberLoss> for HeadFunction {
    #[inline(always)]
    fn from(loss: NumberLoss) -> Self {
        Self::Number(loss)
    }
}

impl From<Bce> for HeadFunction {
    #[inline(always)]
    fn from(_: Bce) -> Self {
        Self::Bce
    }
}

impl From<CrossEntropy> for HeadFunction {
    #[inline(always)]
    fn from(_: CrossEntropy) -> Self {
        Self::CrossEntropy
    }
}
