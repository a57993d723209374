//! The binary cross-entropy with a weight for positive targets.

use super::cross_entropy::{Bce, logistic};
use super::evaluate::{EvaluateMatrix, EvaluateMembers, EvaluateSamples, evaluate_matrix};
use super::function::LossFunction;
use super::total::Total;
use super::{MatrixTargets, Scale, TargetBlock, Targets};
use crate::activation::finite;
use crate::error::{Error, check_not_negative, debug_assert_valid};
use crate::simd::block::Block;
use crate::simd::lanes::Lanes;

/// [`Bce`] with a weight for the positive targets of each output; created by [`Bce::pos_weight`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PosWeightBce<const OUTPUTS: usize> {
    weights: [f32; OUTPUTS],
}

impl Bce {
    /// Returns the loss `-1/n sum p t ln y + (1 - t) ln(1 - y)`, with `p = weights[output]`.
    ///
    /// Where few samples are positive, the ratio of negative to positive samples as the weight balances both classes.
    /// The mean is still over all samples and outputs. PyTorch's `BCEWithLogitsLoss(pos_weight)`. Weights of samples,
    /// [`Trainer::sample_weights`](crate::Trainer::sample_weights), are applied in addition.
    ///
    /// Every weight must be finite and at least 0.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 1 sigmoid }
    ///
    /// // a network of zeros returns 1/2: each sample has the loss ln 2, the positive one three times that
    /// let loss = Net::ZERO.loss(Bce.pos_weight([3.0]), &[[0.0, 1.0], [1.0, 1.0]], &[[1.0], [0.0]]);
    /// assert!((loss - 2.0 * 2.0_f32.ln()).abs() < 1e-6);
    /// ```
    #[must_use]
    pub const fn pos_weight<const OUTPUTS: usize>(self, weights: [f32; OUTPUTS]) -> PosWeightBce<OUTPUTS> {
        PosWeightBce { weights }
    }
}

impl<const OUTPUTS: usize> PosWeightBce<OUTPUTS> {
    /// Returns the weight of the positive targets of each output.
    #[must_use]
    pub const fn weights(&self) -> &[f32; OUTPUTS] {
        &self.weights
    }
}

impl<const OUTPUTS: usize> PosWeightBce<OUTPUTS> {
    /// Checks that every weight is finite and at least 0, as a training run does before its first step.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidSetting`] for the first weight that is not.
    pub fn check(&self) -> Result<(), Error> {
        self.weights.iter().try_for_each(|weight| check_not_negative("Bce::pos_weight", *weight))
    }
}

impl<const OUTPUTS: usize> LossFunction for PosWeightBce<OUTPUTS> {
    const FROM_SUMS: bool = true;
    const PROBABILITIES: bool = true;
    const MEAN_OVER_OUTPUTS: bool = true;
    evaluate_matrix!();

    fn check(&self) -> Result<(), Error> {
        self.check()
    }

    /// Returns `(1 - t) z + c (max(-z, 0) + ln(1 + e^-|z|))` with `c = 1 + (p - 1) t`.
    ///
    /// The derivative is `c y - p t`.
    #[inline(always)]
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>, share: f32) -> V {
        debug_assert_valid(|| self.check());
        let zero = values.get(0).constant(-0.0);
        let mut term = |unit: usize| {
            let (z, t, p) = (values.get(unit), targets.unit(unit), self.weights[unit]);
            let count = t.affine(p - 1.0, 1.0);
            let (y, tail) = logistic(z);
            let (z, tail) = (finite(z).times(share), tail.times(share));
            values.set(unit, count * y - t.times(p));
            (z.constant(1.0) - t) * z + count * ((-z).at_least(z.constant(0.0)) + tail)
        };
        // what is added to -0 stays as it is; and called in two places, the closure would be compiled without the
        // instructions of its caller
        let mut sum = zero;
        for unit in 0..OUTPUTS {
            sum = sum + term(unit);
        }
        sum
    }
}
