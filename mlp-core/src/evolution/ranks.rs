//! Ranks of scores.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// Returns a score that can be compared: NaN is worse than all.
pub(super) fn worth(score: f32) -> f32 {
    if score.is_nan() { f32::NEG_INFINITY } else { score }
}

/// Returns the indices of scores, the best first; equal ones stay in order.
pub(super) fn best_first(scores: &[f32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| worth(scores[*b]).partial_cmp(&worth(scores[*a])).unwrap_or(Ordering::Equal));
    order
}

/// Replaces scores by their ranks, from -0.5 for the worst to 0.5 for the best.
///
/// Equal scores have the mean of their ranks, and NaN is worse than all. The ranks of Salimans et al. (2017): neither an
/// outlier nor the scale of the scores makes a difference.
///
/// ```
/// use mlp::evolution::centred_ranks;
///
/// let mut scores = [3.0, 1e9, f32::NAN, 3.0, 1.0];
/// centred_ranks(&mut scores);
/// assert_eq!(scores, [0.125, 0.5, -0.5, 0.125, -0.25]);
/// ```
pub fn centred_ranks(scores: &mut [f32]) {
    let order = best_first(scores);
    let most = (scores.len().max(2) - 1) as f32;
    let worths: Vec<f32> = scores.iter().copied().map(worth).collect();
    let mut first = 0;
    while first < order.len() {
        let equal = order[first..].iter().take_while(|index| worths[**index] >= worths[order[first]]).count();
        // the mean of the places first, first + 1, ..., counted from the best
        let place = first as f32 + 0.5 * (equal - 1) as f32;
        let rank = if order.len() == 1 { 0.0 } else { 0.5 - place / most };
        for index in &order[first..first + equal] {
            scores[*index] = rank;
        }
        first += equal;
    }
}
