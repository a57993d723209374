//! Metrics of the order in which outputs rank the samples.

use super::values::{Values, check_labels, check_outputs, classes};
use crate::error::Error;
use alloc::vec::Vec;

/// Returns the area under the receiver operating characteristic curve (ROC AUC).
///
/// The area is the probability that a sample of the class has a larger output than a sample of another class, where
/// equal outputs count half (Hanley & McNeil 1982).
///
/// A single output is that of class 1. Of several outputs each is compared with its class, one versus the rest, and the
/// unweighted mean of the areas is returned (scikit-learn's `roc_auc_score` with `multi_class="ovr", average="macro"`).
///
/// ```
/// use mlp::metrics::roc_auc;
///
/// // three of four pairs of a 1 and a 0 are in order
/// assert_eq!(roc_auc(&[0.1, 0.4, 0.35, 0.8], &[0, 0, 1, 1])?, 0.75);
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// # Errors
///
/// If there are no outputs or not as many labels, if an output is NaN or infinite, if a label is not below the number
/// of classes, or if a class has no sample.
#[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
pub fn roc_auc<V: Values>(outputs: &[V], labels: &[usize]) -> Result<f32, Error> {
    let classes = classes::<V>();
    check_outputs(outputs, labels.len())?;
    check_labels(labels, classes)?;
    if let Some(class) = (0..classes).find(|class| !labels.contains(class)) {
        return Err(Error::NoSampleOfClass { class });
    }
    let numbers = V::flatten(outputs);
    let area = |column: usize, class: usize| {
        let scores = numbers.iter().skip(column).step_by(V::LEN);
        let mut scored: Vec<(f32, bool)> = scores.copied().zip(labels.iter().map(|label| *label == class)).collect();
        area_of_one(&mut scored)
    };
    if V::LEN == 1 {
        return Ok(area(0, 1) as f32);
    }
    let sum: f64 = (0..classes).map(|class| area(class, class)).sum();
    Ok((sum / classes as f64) as f32)
}

/// Returns the area for pairs of a score and whether the sample is of the class: the statistic of Mann and Whitney.
fn area_of_one(scored: &mut [(f32, bool)]) -> f64 {
    scored.sort_unstable_by(|(a, _), (b, _)| a.total_cmp(b));
    // pairs in order count 2, equal ones 1, so that the sum is an integer
    let (mut below, mut pairs) = (0_u64, 0_u64);
    for equal in scored.chunk_by(|(a, _), (b, _)| a == b) {
        let of_class = equal.iter().filter(|(_, of_class)| *of_class).count() as u64;
        let others = equal.len() as u64 - of_class;
        pairs += of_class * (2 * below + others);
        below += others;
    }
    let of_class = scored.len() as u64 - below;
    pairs as f64 / (2 * of_class * below) as f64
}
