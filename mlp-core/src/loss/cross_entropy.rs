//! Losses of probabilities, each beside its derivative.

use super::evaluate::{EvaluateMatrix, EvaluateMembers, EvaluateSamples, evaluate_matrix};
use super::function::LossFunction;
use super::scale::Scale;
use super::targets::{MatrixTargets, TargetBlock, Targets};
use super::terms::{sum_of_terms, sum_over_outputs};
use super::total::Total;
use super::units;
use crate::activation::{finite, half_below, largest, normalize};
use crate::math;
use crate::simd::InstructionSet;
use crate::simd::block::Block;
use crate::simd::lanes::Lanes;

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
    fn evaluate_units<I: InstructionSet>(
        self,
        set: I,
        values: &mut [f32],
        targets: Targets<'_>,
        (_, scale): (f32, f32),
    ) -> f32 {
        units::cross_entropy(set, values, targets, scale)
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
    fn evaluate_units<I: InstructionSet>(
        self,
        set: I,
        values: &mut [f32],
        targets: Targets<'_>,
        (_, scale): (f32, f32),
    ) -> f32 {
        units::cross_entropy(set, values, targets, scale)
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
