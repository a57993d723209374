//! The scores of a generation.

use super::ranks::worth;

/// The scores of a generation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Generation {
    /// The largest score; NaN if all are.
    pub best: f32,
    /// The index of the candidate with the largest score, the first of several.
    pub best_member: usize,
    /// The mean of all scores.
    pub mean: f32,
}

impl Generation {
    /// Returns the summary of some scores.
    pub(super) fn of(scores: &[f32]) -> Self {
        let (mut best_member, mut sum) = (0, 0.0);
        for (member, score) in scores.iter().enumerate() {
            sum += f64::from(*score);
            if worth(*score) > worth(scores[best_member]) {
                best_member = member;
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "scores are f32")]
        let mean = (sum / scores.len() as f64) as f32;
        Self { best: scores.get(best_member).copied().unwrap_or(f32::NAN), best_member, mean }
    }
}
