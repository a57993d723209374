//! Schedules that multiply the rate by a factor.

use super::{Schedule, rounded};
use crate::error::{Error, check_count, check_not_negative, debug_assert_valid};
use crate::math::power;

/// Multiplies the rate by `factor` after every `every` steps: `base factor^floor(t / every)`.
///
/// PyTorch's `StepLR`.
///
/// ```
/// use mlp::schedule::{Schedule, StepDecay};
///
/// let schedule = StepDecay::new(30, 0.5);
/// assert_eq!([29, 30, 60].map(|t| schedule.learning_rate(0.1, t)), [0.1, 0.05, 0.025]);
/// ```
#[doc(alias = "StepLR")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepDecay {
    every: u32,
    factor: f32,
}

impl StepDecay {
    /// Returns a schedule that multiplies the rate by `factor` after every `every` steps.
    ///
    /// `every` is at least 1; `factor` is finite and not negative.
    #[must_use]
    pub const fn new(every: u32, factor: f32) -> Self {
        Self { every, factor }
    }
}

impl Schedule for StepDecay {
    fn check(&self) -> Result<(), Error> {
        check_count("StepDecay::every", self.every as usize)?;
        check_not_negative("StepDecay::factor", self.factor)
    }

    fn learning_rate(&self, base: f32, t: u32) -> f32 {
        debug_assert_valid(|| self.check());
        rounded(f64::from(base) * power(f64::from(self.factor), t / self.every))
    }
}

/// Multiplies the rate by `factor` after every step: `base factor^t`.
///
/// PyTorch's `ExponentialLR`.
///
/// ```
/// use mlp::schedule::{ExponentialDecay, Schedule};
///
/// let schedule = ExponentialDecay::new(0.5);
/// assert_eq!([0, 1, 2].map(|t| schedule.learning_rate(0.1, t)), [0.1, 0.05, 0.025]);
/// ```
#[doc(alias = "ExponentialLR")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExponentialDecay {
    factor: f32,
}

impl ExponentialDecay {
    /// Returns a schedule that multiplies the rate by `factor` after every step.
    ///
    /// `factor` is finite and not negative.
    #[must_use]
    pub const fn new(factor: f32) -> Self {
        Self { factor }
    }
}

impl Schedule for ExponentialDecay {
    fn check(&self) -> Result<(), Error> {
        check_not_negative("ExponentialDecay::factor", self.factor)
    }

    fn learning_rate(&self, base: f32, t: u32) -> f32 {
        debug_assert_valid(|| self.check());
        rounded(f64::from(base) * power(f64::from(self.factor), t))
    }
}
