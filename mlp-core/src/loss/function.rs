//! The formulas of the losses, each beside its derivative.

use super::scale::{Scale, scale_lanes};
use super::targets::{MatrixTargets, TargetBlock};
use crate::activation::{largest, normalize};
use crate::error::{Error, check, debug_assert_valid};
use crate::math;
use crate::simd::block::{Block, Window};
use crate::simd::lanes::Lanes;
use crate::simd::{InstructionSet, Vectorized, dispatch};

/// A loss as the kernels use it: on a few samples at once.
pub trait LossFunction: Copy + core::fmt::Debug + Send + Sync + 'static {
    /// Whether it looks at the weighted sums `z` of the last layer instead of the outputs: the stable, fused form.
    const FROM_SUMS: bool;
    /// Whether the mean is over batch and outputs (else over the batch).
    const MEAN_OVER_OUTPUTS: bool;
    /// Whether targets are probabilities.
    const PROBABILITIES: bool = false;

    /// Checks that every setting of the loss is in its range. [`Trainer`](crate::Trainer) and [`Lbfgs`](crate::Lbfgs) call it
    /// before the first step.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidSetting`] for the first one that is not.
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }

    /// The loss of each sample, summed over the outputs; `values` (outputs or sums) become its derivatives.
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>) -> V;

    /// `sum`, and the loss of a matrix `values[output][sample]` scaled to a mean; `values` become its derivatives, 0 for
    /// samples without a target.
    ///
    /// Sixteen samples are added at a time, so that it makes no difference how a batch is cut into matrices.
    fn evaluate_matrix(
        self,
        sum: f32,
        values: &mut [f32],
        samples: usize,
        targets: MatrixTargets<'_>,
        scale: Scale<'_>,
    ) -> f32;
}

/// [`LossFunction::evaluate_matrix`] of a loss, compiled in this crate.
macro_rules! evaluate_matrix {
    () => {
        fn evaluate_matrix(
            self,
            sum: f32,
            values: &mut [f32],
            samples: usize,
            targets: MatrixTargets<'_>,
            scale: Scale<'_>,
        ) -> f32 {
            EvaluateMatrix { loss: self, sum, values, samples, targets, scale }.run()
        }
    };
}

pub(super) use evaluate_matrix;

pub(super) struct EvaluateMatrix<'a, L> {
    pub(super) loss: L,
    pub(super) sum: f32,
    pub(super) values: &'a mut [f32],
    pub(super) samples: usize,
    pub(super) targets: MatrixTargets<'a>,
    pub(super) scale: Scale<'a>,
}

impl<L: LossFunction> EvaluateMatrix<'_, L> {
    pub(super) fn run(self) -> f32 {
        if self.samples > 1 {
            return dispatch(self);
        }
        let Self { loss, sum, values, targets, scale, .. } = self;
        let loss = loss.evaluate::<f32, [f32]>(values, &targets.targets.block(()));
        sum + scale_lanes(values, loss, scale.lanes((), 0, 1))
    }
}

impl<L: LossFunction> Vectorized for EvaluateMatrix<'_, L> {
    type Output = f32;

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) -> f32 {
        let mut sum = self.sum;
        for first in (0..self.samples).step_by(16) {
            let MatrixTargets { targets, columns } = self.targets;
            let count = targets.len().saturating_sub(first).min(16);
            let mut window = Window::<I::Sixteen>::new(set, self.values, self.samples, first);
            let targets = if columns.is_empty() {
                targets.samples(first.min(targets.len()), count).block(set)
            } else {
                TargetBlock::Matrix { token: set, columns: &columns[first..], samples: self.samples }
            };
            let loss = self.loss.evaluate(&mut window, &targets);
            sum += scale_lanes(&mut window, loss, self.scale.lanes(set, first, count)).sum();
        }
        sum
    }
}

/// One term of a loss that treats all outputs alike: `(loss, derivative)` of an output and its target.
#[inline(always)]
fn sum_over_outputs<V: Lanes, B: Block<V> + ?Sized>(
    values: &mut B,
    targets: &TargetBlock<'_, V>,
    term: impl Fn(V, V) -> (V, V),
) -> V {
    let (mut sum, derivative) = term(values.get(0), targets.unit(0));
    values.set(0, derivative);
    for unit in 1..values.units() {
        let (loss, derivative) = term(values.get(unit), targets.unit(unit));
        values.set(unit, derivative);
        sum = sum + loss;
    }
    sum
}

/// Mean squared error, `1/n sum (y - t)^2`; derivative `2 (y - t)`.
#[doc(alias("MSELoss", "mse_loss", "mean_squared_error", "MeanSquaredError"))]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mse;

impl LossFunction for Mse {
    const FROM_SUMS: bool = false;
    const MEAN_OVER_OUTPUTS: bool = true;
    evaluate_matrix!();

    #[inline(always)]
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>) -> V {
        sum_over_outputs(values, targets, |y, t| {
            let error = y - t;
            (error * error, error + error)
        })
    }
}

/// Mean absolute error, `1/n sum |y - t|`; derivative `sign(y - t)`, 0 where they are equal.
#[doc(alias("L1Loss", "l1_loss", "mean_absolute_error", "MeanAbsoluteError"))]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mae;

impl LossFunction for Mae {
    const FROM_SUMS: bool = false;
    const MEAN_OVER_OUTPUTS: bool = true;
    evaluate_matrix!();

    #[inline(always)]
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>) -> V {
        sum_over_outputs(values, targets, |y, t| {
            let error = y - t;
            let zero = y.constant(0.0);
            let sign = error.if_less(zero, y.constant(-1.0), zero.if_less(error, y.constant(1.0), error));
            (error.abs(), sign)
        })
    }
}

/// Huber's loss: squared for errors up to `delta`, linear beyond; `1/2 e^2` or `delta (|e| - delta/2)` with `e = y - t`.
///
/// The derivative is `e`, held between `-delta` and `delta`. PyTorch's `HuberLoss`.
#[doc(alias("HuberLoss", "SmoothL1Loss"))]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Huber {
    delta: f32,
}

impl Huber {
    /// Checks that `delta` is a finite number above 0, as a training run does before its first step.
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
    /// [`Error::InvalidSetting`] if it is not.
    pub fn check(&self) -> Result<(), Error> {
        let positive = self.delta > 0.0 && self.delta.is_finite();
        check(positive, "Huber::delta", self.delta, "a finite number above 0")
    }

    /// Squares errors up to `delta`, which is finite and above 0.
    #[must_use]
    pub const fn new(delta: f32) -> Self {
        Self { delta }
    }

    /// The error up to which it counts squared.
    #[must_use]
    pub const fn delta(self) -> f32 {
        self.delta
    }
}

impl Default for Huber {
    /// `delta = 1`, as PyTorch's.
    fn default() -> Self {
        Self::new(1.0)
    }
}

impl LossFunction for Huber {
    const FROM_SUMS: bool = false;
    const MEAN_OVER_OUTPUTS: bool = true;
    evaluate_matrix!();

    fn check(&self) -> Result<(), Error> {
        self.check()
    }

    #[inline(always)]
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>) -> V {
        debug_assert_valid(|| self.check());
        sum_over_outputs(values, targets, |y, t| {
            let error = y - t;
            let (delta, size) = (y.constant(self.delta), error.abs());
            let linear = delta * (size - y.constant(0.5 * self.delta));
            let loss = size.if_less(delta, (error * error).times(0.5), linear);
            (loss, error.at_least(-delta).at_most(delta))
        })
    }
}

/// `(y, ln(1 + e^-|z|))` with `y = 1 / (1 + e^-z)`, from one exponential: it never overflows, and `y` keeps its digits also
/// near 0.
#[inline(always)]
pub(super) fn logistic<V: Lanes>(z: V) -> (V, V) {
    let (zero, one) = (z.constant(0.0), z.constant(1.0));
    let e = math::exp_of_negative(-z.abs());
    (z.if_less(zero, e, one) / (one + e), math::ln_one_plus(e))
}

/// Binary cross-entropy, `-1/n sum t ln y + (1 - t) ln(1 - y)`, after `sigmoid`; targets are probabilities.
///
/// Computed from the weighted sums as `max(z, 0) - z t + ln(1 + e^-|z|)`, which neither overflows nor loses digits;
/// the derivative with respect to `z` is `y - t`. PyTorch's `BCEWithLogitsLoss`; [`Bce::pos_weight`] is its `pos_weight`.
#[doc(alias(
    "BCELoss",
    "BCEWithLogitsLoss",
    "BinaryCrossEntropy",
    "binary_cross_entropy",
    "log_loss",
    "binary_crossentropy",
    "BinaryCrossentropy"
))]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bce;

impl LossFunction for Bce {
    const FROM_SUMS: bool = true;
    const PROBABILITIES: bool = true;
    const MEAN_OVER_OUTPUTS: bool = true;
    evaluate_matrix!();

    #[inline(always)]
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>) -> V {
        sum_over_outputs(values, targets, |z, t| {
            let (y, tail) = logistic(z);
            (z.at_least(z.constant(0.0)) + tail - z * t, y - t)
        })
    }
}

/// Cross-entropy of class labels, `-1/n sum ln y_class`, after `softmax`; the mean is over the batch.
///
/// Computed from the weighted sums as `ln(sum e^z) - z_class`; the derivative with respect to `z` is `y - t` with
/// `t = 1` for the class, else 0. PyTorch's `CrossEntropyLoss`.
#[doc(alias(
    "CrossEntropyLoss",
    "NLLLoss",
    "nll_loss",
    "SparseCategoricalCrossentropy",
    "sparse_categorical_crossentropy"
))]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CrossEntropy;

/// Cross-entropy of distributions, `-1/n sum t_u ln y_u`, after `softmax`; the mean is over the batch.
///
/// Computed from the weighted sums as `sum t_u (ln(sum e^z) - z_u)`; the derivative with respect to `z` is
/// `y sum(t) - t`. PyTorch's `CrossEntropyLoss` with probabilities as targets.
#[doc(alias("CategoricalCrossentropy", "categorical_crossentropy", "KLDivLoss"))]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SoftCrossEntropy;

/// `(sum t_u (z_u - top), sum t_u)`: relative to the largest, so that large sums keep their digits.
#[inline(always)]
fn weighted_sums<V: Lanes, B: Block<V> + ?Sized>(values: &B, targets: &TargetBlock<'_, V>, top: V) -> (V, V) {
    let mut total = targets.unit(0);
    let mut chosen = total * (values.get(0) - top);
    for unit in 1..values.units() {
        let t = targets.unit(unit);
        chosen.add_product(t, values.get(unit) - top);
        total = total + t;
    }
    (chosen, total)
}

impl LossFunction for CrossEntropy {
    const FROM_SUMS: bool = true;
    const PROBABILITIES: bool = true;
    const MEAN_OVER_OUTPUTS: bool = false;
    evaluate_matrix!();

    #[inline(always)]
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>) -> V {
        let top = largest(values);
        let (chosen, _) = weighted_sums(values, targets, top);
        let logarithm = normalize(values, top);
        for unit in 0..values.units() {
            values.set(unit, values.get(unit) - targets.unit(unit));
        }
        logarithm - chosen
    }
}

impl LossFunction for SoftCrossEntropy {
    const FROM_SUMS: bool = true;
    const PROBABILITIES: bool = true;
    const MEAN_OVER_OUTPUTS: bool = false;
    evaluate_matrix!();

    #[inline(always)]
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>) -> V {
        let top = largest(values);
        let (chosen, total) = weighted_sums(values, targets, top);
        let logarithm = normalize(values, top);
        for unit in 0..values.units() {
            values.set(unit, values.get(unit) * total - targets.unit(unit));
        }
        logarithm * total - chosen
    }
}
