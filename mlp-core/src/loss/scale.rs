//! The weight of each sample in the mean of a batch.

use crate::simd::block::Block;
use crate::simd::lanes::Lanes;
use crate::simd::tail::first_lanes;

/// The factors that make the sum of the samples' losses a mean.
#[derive(Clone, Copy, Debug)]
pub struct Scale<'a> {
    each: f32,
    /// The factor of the weights before that, a power of two.
    ///
    /// 1, unless the weights are so small or so large that `each` would not be a normal number.
    unit: f32,
    weights: Option<&'a [f32]>,
}

/// 2^64
const LARGE_UNIT: f32 = (1_u128 << 64) as f32;

impl<'a> Scale<'a> {
    /// Returns the same factor for every sample, for a mean over `terms` values.
    pub(crate) fn mean(terms: usize) -> Self {
        Self { each: 1.0 / terms as f32, unit: 1.0, weights: None }
    }

    /// Returns the factors `weights[i] / (terms * sum of weights)`; 0 for all samples if all weights are 0.
    pub(crate) fn weighted(weights: &'a [f32], terms: usize) -> Self {
        let sum: f64 = weights.iter().map(|weight| f64::from(*weight)).sum::<f64>() * terms as f64;
        if sum == 0.0 {
            return Self { each: 0.0, unit: 1.0, weights: Some(weights) };
        }
        let unit = match sum {
            ..1e-37 => LARGE_UNIT,
            1e37.. => 1.0 / LARGE_UNIT,
            _ => 1.0,
        };
        #[expect(clippy::cast_possible_truncation, reason = "losses are f32")]
        let each = (1.0 / (sum * f64::from(unit))) as f32;
        Self { each, unit, weights: Some(weights) }
    }

    /// Returns the factors of `count` samples from `first` on.
    pub(crate) fn samples(self, first: usize, count: usize) -> Self {
        Self { weights: self.weights.map(|weights| &weights[first..first + count]), ..self }
    }

    /// Returns the factor of one sample.
    #[inline(always)]
    pub(crate) fn of(self, sample: usize) -> f32 {
        self.weights.map_or(self.each, |weights| weights[sample] * self.unit * self.each)
    }

    /// Returns the factors of `count` samples from `first` on, in the first lanes; 0 in the others.
    #[inline(always)]
    pub(crate) fn lanes<V: Lanes>(self, token: V::Token, first: usize, count: usize) -> V {
        let Some(weights) = self.weights else { return lane_scales(token, count, self.each) };
        let mut lanes = [0.0; 16];
        for (lane, weight) in lanes.iter_mut().zip(&weights[first.min(weights.len())..]) {
            *lane = weight * self.unit * self.each;
        }
        V::load(token, &lanes)
    }
}

/// Returns `scale` in the first `count` lanes, and 0 in the others.
#[inline(always)]
pub(crate) fn lane_scales<V: Lanes>(token: V::Token, count: usize, scale: f32) -> V {
    first_lanes(token, count, V::splat(token, scale), V::splat(token, 0.0))
}

/// Scales the derivatives and returns the scaled loss.
///
/// Lanes with the scale 0 become 0, even if they held NaN.
#[inline(always)]
pub(crate) fn scale_lanes<V: Lanes, B: Block<V> + ?Sized>(derivatives: &mut B, loss: V, scales: V) -> V {
    let zero = scales.constant(0.0);
    for unit in 0..derivatives.units() {
        derivatives.set(unit, zero.if_less(scales, derivatives.get(unit) * scales, zero));
    }
    zero.if_less(scales, loss * scales, zero)
}

#[cfg(test)]
mod tests {
    use super::Scale;

    /// The factors of two weights that are as one to three, with a sum that `f32` cannot invert at the ends.
    #[test]
    fn weights_of_every_size_are_shares() {
        for weight in [1e-45, 1e-42, 1e-40, 1e-38, 1e-30, 1.0, 1e30, 1e37, 1.1e38] {
            let weights = [weight, 3.0 * weight];
            for terms in [1, 4, 1_000] {
                let mut shares = [0.0; 2];
                for (sample, share) in shares.iter_mut().enumerate() {
                    *share = Scale::weighted(&weights, terms).lanes::<f32>((), sample, 1) * terms as f32;
                }
                assert!(
                    shares.iter().zip([0.25, 0.75]).all(|(a, b)| (a - b).abs() < 1e-6),
                    "{weight} {terms}: {shares:?}"
                );
            }
        }
    }
}
