//! The formulas of the losses, each beside its derivative.

use super::members::MemberTargets;
use super::scale::{Scale, lane_scales, scale_lanes};
use super::targets::{MatrixTargets, TargetBlock, Targets};
use super::total::Total;
use super::units;
use crate::activation::{finite, half_below, largest, normalize};
use crate::error::{Error, check, debug_assert_valid};
use crate::math;
use crate::simd::block::{Block, Window};
use crate::simd::lanes::{LANES, Lanes};
use crate::simd::{InstructionSet, Vectorized, dispatch};
use crate::thresholds::OUTPUTS_IN_LANES;

/// A loss as the kernels use it: for a few samples at once.
pub trait LossFunction: Copy + core::fmt::Debug + Send + Sync + 'static {
    /// Whether the loss reads the last layer's sums `z` instead of its outputs: the stable, fused form.
    const FROM_SUMS: bool;
    /// Whether the mean is over the batch and the outputs. Otherwise it is over the batch.
    const MEAN_OVER_OUTPUTS: bool;
    /// Whether the targets are probabilities.
    const PROBABILITIES: bool = false;

    /// Checks that every setting of the loss is in its range.
    ///
    /// [`Trainer`](crate::Trainer) and [`Lbfgs`](crate::Lbfgs) call it before the first step.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidSetting`] for the first setting that is out of its range.
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Returns the factor of the losses that [`LossFunction::evaluate`] returns: a power of two, with which a sum over
    /// the outputs stays in the range of `f32` if the mean does.
    ///
    /// It changes no digit. 1 where there is one output, and where the mean is not over the outputs.
    #[inline(always)]
    #[must_use]
    fn share(outputs: usize) -> f32 {
        if Self::MEAN_OVER_OUTPUTS { 1.0 / outputs.next_power_of_two() as f32 } else { 1.0 }
    }

    /// Returns the loss of each sample, summed over the outputs, times `share` ([`LossFunction::share`]).
    ///
    /// `values` (outputs or weighted sums) are replaced by their derivatives.
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>, share: f32) -> V;

    /// Returns the loss of one sample, whose outputs are in the lanes, times `share`.
    ///
    /// `values` (outputs or weighted sums) are replaced by their derivatives.
    fn evaluate_units<I: InstructionSet>(self, set: I, values: &mut [f32], targets: Targets<'_>, share: f32) -> f32 {
        let _ = set;
        self.evaluate::<f32, [f32]>(values, &targets.block(()), share)
    }

    /// Returns `total` plus the scaled loss of a matrix `values[output][sample]`.
    ///
    /// `values` are replaced by their derivatives, which are 0 for samples without a target. Sixteen samples are added
    /// at a time, so that the result does not depend on how a batch is cut into matrices.
    fn evaluate_matrix(
        self,
        total: Total,
        values: &mut [f32],
        samples: usize,
        targets: MatrixTargets<'_>,
        scale: Scale<'_>,
    ) -> Total;

    /// Returns `total` plus the scaled losses of samples, whose outputs are `values[sample][output]`.
    ///
    /// `values` are replaced by their derivatives. Samples are added one by one.
    fn evaluate_samples(self, total: Total, values: &mut [&mut [f32]], targets: Targets<'_>, scale: Scale<'_>)
    -> Total;

    /// Adds the losses of sixteen members of a population, times `scale`, to `totals`.
    ///
    /// `values[output][sample][lane]` are replaced by their derivatives. `scratch` has room for one value of each output
    /// and lane.
    fn evaluate_members(
        self,
        totals: &mut [Total; 16],
        values: &mut [f32],
        targets: MemberTargets<'_>,
        scale: f32,
        scratch: &mut [f32],
    );
}

/// Implements [`LossFunction::evaluate_matrix`] and its siblings for a loss, so that they are
/// compiled in this crate.
macro_rules! evaluate_matrix {
    () => {
        fn evaluate_matrix(
            self,
            total: Total,
            values: &mut [f32],
            samples: usize,
            targets: MatrixTargets<'_>,
            scale: Scale<'_>,
        ) -> Total {
            if samples == 1 {
                return self.evaluate_samples(total, &mut [values], targets.targets, scale);
            }
            crate::simd::dispatch(EvaluateMatrix { loss: self, total, values, samples, targets, scale })
        }

        fn evaluate_samples(
            self,
            total: Total,
            values: &mut [&mut [f32]],
            targets: Targets<'_>,
            scale: Scale<'_>,
        ) -> Total {
            EvaluateSamples { loss: self, total, values, targets, scale }.run()
        }

        fn evaluate_members(
            self,
            totals: &mut [Total; 16],
            values: &mut [f32],
            targets: $crate::loss::MemberTargets<'_>,
            scale: f32,
            scratch: &mut [f32],
        ) {
            $crate::simd::dispatch(EvaluateMembers { loss: self, totals, values, targets, scale, scratch });
        }
    };
}

pub(super) use evaluate_matrix;

/// Implements [`LossFunction::evaluate_units`] for a loss that is a sum of one term for each output, the same for all.
macro_rules! sum_of_terms {
    () => {
        #[inline(always)]
        fn evaluate_units<I: InstructionSet>(
            self,
            set: I,
            values: &mut [f32],
            targets: Targets<'_>,
            share: f32,
        ) -> f32 {
            units::elementwise::<I::Sixteen>(
                set,
                values,
                targets,
                // called twice, and would be a function without vector instructions
                #[inline(always)]
                |values, targets| self.evaluate(values, targets, share),
            )
        }
    };
}

pub(super) struct EvaluateMatrix<'a, L> {
    pub(super) loss: L,
    pub(super) total: Total,
    pub(super) values: &'a mut [f32],
    pub(super) samples: usize,
    pub(super) targets: MatrixTargets<'a>,
    pub(super) scale: Scale<'a>,
}

impl<L: LossFunction> Vectorized for EvaluateMatrix<'_, L> {
    type Output = Total;

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) -> Total {
        let (mut total, share) = (self.total, L::share(self.values.len() / self.samples));
        for first in (0..self.samples).step_by(16) {
            let MatrixTargets { targets, columns } = self.targets;
            let count = targets.len().saturating_sub(first).min(16);
            let mut window = Window::<I::Sixteen>::new(set, self.values, self.samples, first);
            let targets = if columns.is_empty() {
                targets.samples(first.min(targets.len()), count).block(set)
            } else {
                TargetBlock::Matrix { token: set, columns: &columns[first..], samples: self.samples }
            };
            let loss = self.loss.evaluate(&mut window, &targets, share);
            let shared = scale_lanes(&mut window, loss, self.scale.lanes(set, first, count)).sum();
            total.add(shared * (1.0 / share));
        }
        total
    }
}

/// The values of some samples, which are replaced by their scaled derivatives.
pub(super) struct EvaluateSamples<'a, 'v, L> {
    pub(super) loss: L,
    pub(super) total: Total,
    pub(super) values: &'a mut [&'v mut [f32]],
    pub(super) targets: Targets<'a>,
    pub(super) scale: Scale<'a>,
}

impl<L: LossFunction> EvaluateSamples<'_, '_, L> {
    pub(super) fn run(self) -> Total {
        if self.values.first().is_some_and(|values| values.len() >= OUTPUTS_IN_LANES) {
            return dispatch(self);
        }
        let Self { loss, mut total, values, targets, scale } = self;
        if let Targets::Values { values: targets, outputs } = targets {
            for (sample, (values, targets)) in values.iter_mut().zip(targets.chunks_exact(outputs)).enumerate() {
                total.add(evaluate_one(loss, values, &TargetBlock::Units(targets), scale.of(sample)));
            }
        } else {
            for (sample, values) in values.iter_mut().enumerate() {
                let class = targets.samples(sample, 1).block(());
                total.add(evaluate_one(loss, values, &class, scale.of(sample)));
            }
        }
        total
    }
}

impl<L: LossFunction> Vectorized for EvaluateSamples<'_, '_, L> {
    type Output = Total;

    /// With the scale 0 all becomes 0, even NaN.
    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) -> Total {
        let Self { loss, mut total, values, targets, scale } = self;
        for (sample, values) in values.iter_mut().enumerate() {
            let scale = scale.of(sample);
            if scale <= 0.0 {
                values.fill(0.0);
                total.add(0.0);
                continue;
            }
            let share = L::share(values.len());
            let loss = loss.evaluate_units(set, values, targets.samples(sample, 1), share);
            for value in &mut **values {
                *value *= scale;
            }
            total.add(loss * scale * (1.0 / share));
        }
        total
    }
}

/// The work of [`LossFunction::evaluate_members`].
pub(super) struct EvaluateMembers<'a, L> {
    pub(super) loss: L,
    pub(super) totals: &'a mut [Total; LANES],
    pub(super) values: &'a mut [f32],
    pub(super) targets: MemberTargets<'a>,
    pub(super) scale: f32,
    pub(super) scratch: &'a mut [f32],
}

impl<L: LossFunction> Vectorized for EvaluateMembers<'_, L> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let Self { loss, totals, values, targets, scale, scratch } = self;
        let outputs = targets.outputs();
        let (columns, share) = (values.len() / outputs, L::share(outputs));
        let scales = lane_scales(set, targets.members, scale);
        for first in (0..columns).step_by(LANES) {
            let block = targets.block::<I::Sixteen>(set, first / LANES, scratch);
            let mut window = Window::<I::Sixteen>::new(set, values, columns, first);
            let sums = loss.evaluate(&mut window, &block, share);
            let mut lanes = [0.0; LANES];
            scale_lanes(&mut window, sums, scales).store(&mut lanes);
            for (total, loss) in totals.iter_mut().zip(lanes) {
                total.add(loss * (1.0 / share));
            }
        }
    }
}

/// Returns the scaled loss of one sample, and replaces its values by derivatives.
#[inline(always)]
fn evaluate_one<L: LossFunction>(loss: L, values: &mut [f32], targets: &TargetBlock<'_, f32>, scale: f32) -> f32 {
    let share = L::share(values.len());
    let loss = loss.evaluate(values, targets, share);
    scale_lanes(values, loss, scale) * (1.0 / share)
}

/// Sums `term`, which returns `(loss, derivative)` for an output and its target, over the outputs.
///
/// Each `term` is always inlined: a closure that is called in two places is compiled without its caller's instructions.
#[inline(always)]
fn sum_over_outputs<V: Lanes, B: Block<V> + ?Sized>(
    values: &mut B,
    targets: &TargetBlock<'_, V>,
    term: impl Fn(V, V) -> (V, V),
) -> V {
    // what is added to -0 stays as it is
    let mut sum = values.get(0).constant(-0.0);
    for unit in 0..values.units() {
        let (loss, derivative) = term(values.get(unit), targets.unit(unit));
        values.set(unit, derivative);
        sum = sum + loss;
    }
    sum
}

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

/// Returns `(y, ln(1 + e^-|z|))` with `y = 1 / (1 + e^-z)`, from one exponential.
///
/// The exponential never overflows, and `y` keeps its digits near 0 too.
#[inline(always)]
pub(super) fn logistic<V: Lanes>(z: V) -> (V, V) {
    let (zero, one) = (z.constant(0.0), z.constant(1.0));
    let e = math::exp_of_negative(-z.abs());
    (z.if_less(zero, e, one) / (one + e), math::ln_one_plus(e))
}

/// The binary cross-entropy, `-1/n sum t ln y + (1 - t) ln(1 - y)`, after `sigmoid`.
///
/// Targets are probabilities. The loss is computed from the weighted sums as `max(z, 0) - z t + ln(1 + e^-|z|)`, which
/// neither overflows nor loses digits; an infinite `z` counts as the largest finite one. The derivative with respect to
/// `z` is `y - t`. PyTorch's `BCEWithLogitsLoss`; for its argument `pos_weight` see [`Bce::pos_weight`].
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
    sum_of_terms!();

    #[inline(always)]
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>, share: f32) -> V {
        sum_over_outputs(
            values,
            targets,
            #[inline(always)]
            |z, t| {
                let (y, tail) = logistic(z);
                let z = finite(z);
                ((z.at_least(z.constant(0.0)) + tail - z * t).times(share), y - t)
            },
        )
    }
}

/// The cross-entropy of class labels, `-1/n sum ln y_class`, after `softmax`; a mean over the batch.
///
/// Its targets are the indices of the classes, `&[usize]`. For one-hot targets and other distributions there is
/// [`SoftCrossEntropy`]; [`data::labels`](crate::data::labels) returns the labels of one-hot targets.
///
/// It is computed from the weighted sums as `ln(sum e^z) - z_class`. The derivative with respect to `z` is `y - t`
/// with `t = 1` for the class, else 0. PyTorch's `CrossEntropyLoss`.
#[doc(alias(
    "CrossEntropyLoss",
    "NLLLoss",
    "nll_loss",
    "SparseCategoricalCrossentropy",
    "sparse_categorical_crossentropy"
))]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CrossEntropy;

/// The cross-entropy of distributions, `-1/n sum t_u ln y_u`, after `softmax`; a mean over the batch.
///
/// It is computed from the weighted sums as `sum t_u (ln(sum e^z) - z_u)`. The derivative with respect to `z` is
/// `y sum(t) - t`. PyTorch's `CrossEntropyLoss` with probabilities as targets.
#[doc(alias("CategoricalCrossentropy", "categorical_crossentropy", "KLDivLoss"))]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SoftCrossEntropy;

/// Returns `(sum t_u (z_u - top), sum t_u)`. Differences to the largest keep the digits of large sums.
#[inline(always)]
fn weighted_sums<V: Lanes, B: Block<V> + ?Sized>(values: &B, targets: &TargetBlock<'_, V>, top: V) -> (V, V) {
    let top = top.times(0.5);
    let mut total = targets.unit(0);
    let mut chosen = total * half_below(values.get(0), top);
    for unit in 1..values.units() {
        let t = targets.unit(unit);
        chosen.add_product(t, half_below(values.get(unit), top));
        total = total + t;
    }
    (chosen + chosen, total)
}

impl LossFunction for CrossEntropy {
    const FROM_SUMS: bool = true;
    const PROBABILITIES: bool = true;
    const MEAN_OVER_OUTPUTS: bool = false;
    evaluate_matrix!();

    #[inline(always)]
    fn evaluate_units<I: InstructionSet>(self, set: I, values: &mut [f32], targets: Targets<'_>, _: f32) -> f32 {
        units::cross_entropy(set, values, targets)
    }

    #[inline(always)]
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>, _: f32) -> V {
        let top = largest(&mut *values);
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
    fn evaluate_units<I: InstructionSet>(self, set: I, values: &mut [f32], targets: Targets<'_>, _: f32) -> f32 {
        units::cross_entropy(set, values, targets)
    }

    #[inline(always)]
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>, _: f32) -> V {
        let top = largest(&mut *values);
        let (chosen, total) = weighted_sums(values, targets, top);
        let logarithm = normalize(values, top);
        for unit in 0..values.units() {
            values.set(unit, values.get(unit) * total - targets.unit(unit));
        }
        logarithm * total - chosen
    }
}
