//! Losses of numbers, each beside its derivative.

use super::evaluate::{EvaluateMatrix, EvaluateMembers, EvaluateSamples, evaluate_matrix};
use super::function::LossFunction;
use super::scale::Scale;
use super::targets::{MatrixTargets, TargetBlock, Targets};
use super::terms::{sum_of_terms, sum_over_outputs};
use super::total::Total;
use crate::error::{Error, check, debug_assert_valid};
use crate::simd::InstructionSet;
use crate::simd::block::Block;
use crate::simd::lanes::Lanes;

/// Returns `|y - t| / 2`, which `f32` can hold where it cannot hold the difference.
#[inline(always)]
fn half_distance<V: Lanes>(y: V, t: V) -> V {
    (y.times(0.5) - t.times(0.5)).abs()
}

/// The mean squared error, `1/n sum (y - t)^2`; derivative `2 (y - t)`. PyTorch's `MSELoss`.
#[doc(alias("MSELoss", "mse_loss", "mean_squared_error", "MeanSquaredError"))]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mse;

impl LossFunction for Mse {
    const FROM_SUMS: bool = false;
    const MEAN_OVER_OUTPUTS: bool = true;
    evaluate_matrix!();
    sum_of_terms!();

    #[inline(always)]
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>, share: f32) -> V {
        sum_over_outputs(
            values,
            targets,
            #[inline(always)]
            |y, t| {
                let error = y - t;
                (error.times(share) * error, error + error)
            },
        )
    }
}

/// The mean absolute error, `1/n sum |y - t|`; derivative `sign(y - t)` or 0. PyTorch's `L1Loss`.
#[doc(alias("L1Loss", "l1_loss", "mean_absolute_error", "MeanAbsoluteError"))]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mae;

impl LossFunction for Mae {
    const FROM_SUMS: bool = false;
    const MEAN_OVER_OUTPUTS: bool = true;
    evaluate_matrix!();
    sum_of_terms!();

    #[inline(always)]
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>, share: f32) -> V {
        sum_over_outputs(
            values,
            targets,
            #[inline(always)]
            |y, t| {
                let error = y - t;
                let zero = y.constant(0.0);
                let sign = error.if_less(zero, y.constant(-1.0), zero.if_less(error, y.constant(1.0), error));
                (half_distance(y, t).times(2.0 * share), sign)
            },
        )
    }
}

/// The Huber loss: quadratic for errors up to `delta`, linear beyond.
///
/// With `e = y - t` a term is `1/2 e^2` if `|e| < delta`, else `delta (|e| - delta/2)`. The derivative is `e`, clamped
/// to `-delta..=delta`. PyTorch's `HuberLoss`.
#[doc(alias("HuberLoss", "SmoothL1Loss"))]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Huber {
    delta: f32,
}

impl Huber {
    /// Checks that `delta` is finite and above 0, as a training run does before its first step.
    ///
    /// ```
    /// use mlp::Huber;
    ///
    /// let error = Huber::new(-1.0).check().unwrap_err();
    /// assert_eq!(error.to_string(), "`Huber::delta` is -1: expected a finite number above 0");
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::InvalidSetting`] if `delta` is not finite or not above 0.
    pub fn check(&self) -> Result<(), Error> {
        let positive = self.delta > 0.0 && self.delta.is_finite();
        check(positive, "Huber::delta", self.delta, "a finite number above 0")
    }

    /// Creates the loss with the given `delta`, which must be finite and above 0.
    ///
    /// Errors up to `delta` count as `e^2 / 2`, larger ones as `delta (|e| - delta / 2)`. So `delta` has the unit of
    /// the targets, and is about the largest error that is not an outlier.
    #[must_use]
    pub const fn new(delta: f32) -> Self {
        Self { delta }
    }

    /// Returns `delta`: errors below it enter quadratically.
    #[must_use]
    pub const fn delta(self) -> f32 {
        self.delta
    }
}

impl Default for Huber {
    /// Returns the loss with `delta = 1`, PyTorch's default.
    fn default() -> Self {
        Self::new(1.0)
    }
}

impl LossFunction for Huber {
    const FROM_SUMS: bool = false;
    const MEAN_OVER_OUTPUTS: bool = true;
    evaluate_matrix!();
    sum_of_terms!();

    fn check(&self) -> Result<(), Error> {
        self.check()
    }

    #[inline(always)]
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>, share: f32) -> V {
        debug_assert_valid(|| self.check());
        sum_over_outputs(
            values,
            targets,
            #[inline(always)]
            |y, t| {
                let error = y - t;
                let delta = y.constant(self.delta);
                let linear = (half_distance(y, t) - y.constant(0.25 * self.delta)).times(2.0 * share * self.delta);
                let loss = error.abs().if_less(delta, error.times(0.5 * share) * error, linear);
                (loss, error.at_least(-delta).at_most(delta))
            },
        )
    }
}
