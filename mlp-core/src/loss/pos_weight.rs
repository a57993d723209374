//! Binary cross-entropy in which positive targets count more or less than negative ones.

use super::function::{Bce, EvaluateMatrix, LossFunction, evaluate_matrix, logistic};
use super::{MatrixTargets, Scale, TargetBlock};
use crate::error::{Error, check_not_negative, debug_assert_valid};
use crate::simd::block::Block;
use crate::simd::lanes::Lanes;

/// [`Bce`] with a weight for the positive targets of each output: made by [`Bce::pos_weight`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PosWeightBce<const OUTPUTS: usize> {
    weights: [f32; OUTPUTS],
}

impl Bce {
    /// `-1/n sum p t ln y + (1 - t) ln(1 - y)`, where `p` is the weight of the output's positive targets.
    ///
    /// Where few samples are positive, the number of negative ones over that of positive ones lets both count the same.
    /// The mean is still over all samples and outputs. PyTorch's `BCEWithLogitsLoss(pos_weight)`; weights of samples,
    /// [`Trainer::sample_weights`](crate::Trainer::sample_weights), come on top.
    ///
    /// ```
    /// use mlp::loss::Bce;
    /// use mlp::{Network, Parameters};
    ///
    /// /// For a network that answers 1/2: ln 2 from each sample, three times that from the positive one.
    /// fn check<N: Network<Input = [f32; 2], Output = [f32; 1], Last = mlp::activation::Sigmoid>>() {
    ///     let loss = N::ZERO.loss(Bce.pos_weight([3.0]), &[[0.0, 1.0], [1.0, 1.0]], &[[1.0], [0.0]]);
    ///     assert!((loss - 2.0 * 2.0_f32.ln()).abs() < 1e-6);
    /// }
    /// ```
    ///
    /// Every weight is finite and not negative.
    #[must_use]
    pub const fn pos_weight<const OUTPUTS: usize>(self, weights: [f32; OUTPUTS]) -> PosWeightBce<OUTPUTS> {
        PosWeightBce { weights }
    }
}

impl<const OUTPUTS: usize> PosWeightBce<OUTPUTS> {
    /// The weight of the positive targets of each output.
    #[must_use]
    pub const fn weights(&self) -> &[f32; OUTPUTS] {
        &self.weights
    }
}

impl<const OUTPUTS: usize> PosWeightBce<OUTPUTS> {
    /// Checks that every weight is finite and not negative, as a training run does before its first step.
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

    /// With `c = 1 + (p - 1) t`: `(1 - t) z + c (max(-z, 0) + ln(1 + e^-|z|))`, and its derivative `c y - p t`.
    #[inline(always)]
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>) -> V {
        debug_assert_valid(|| self.check());
        let mut term = |unit: usize| {
            let (z, t, p) = (values.get(unit), targets.unit(unit), self.weights[unit]);
            let count = t.affine(p - 1.0, 1.0);
            let (y, tail) = logistic(z);
            values.set(unit, count * y - t.times(p));
            (z.constant(1.0) - t) * z + count * ((-z).at_least(z.constant(0.0)) + tail)
        };
        let mut sum = term(0);
        for unit in 1..OUTPUTS {
            sum = sum + term(unit);
        }
        sum
    }
}
