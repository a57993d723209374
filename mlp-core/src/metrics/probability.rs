//! Metrics of classification that use the outputs of each sample.

use super::class;
use super::values::{Values, check_labels, check_outputs, classes};
use crate::error::Error;
use crate::math::ln;

/// Returns the fraction of the samples whose label is the predicted [`class`].
///
/// scikit-learn's `accuracy_score`.
///
/// ```
/// use mlp::metrics::accuracy_score;
///
/// assert_eq!(accuracy_score(&[[0.1, 0.7, 0.2], [0.4, 0.3, 0.3]], &[1, 2])?, 0.5);
/// assert_eq!(accuracy_score(&[0.9, 0.2], &[1, 0])?, 1.0);
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// # Errors
///
/// If there are no outputs or not as many labels, if an output is NaN or infinite, or if a label is not below the
/// number of classes.
pub fn accuracy_score<V: Values>(outputs: &[V], labels: &[usize]) -> Result<f32, Error> {
    top_k_accuracy(outputs, labels, 1)
}

/// Returns the fraction of the samples whose label is among the classes of the `k` largest outputs.
///
/// scikit-learn's `top_k_accuracy_score`. Of equal outputs the first counts as larger, as in [`class`], so that the
/// result for `k = 1` is the accuracy; in scikit-learn the last one counts as larger. A single output distinguishes two
/// classes.
///
/// ```
/// use mlp::metrics::top_k_accuracy;
///
/// let outputs = [[0.5, 0.2, 0.3], [0.3, 0.4, 0.3], [0.2, 0.4, 0.4]];
/// assert_eq!(top_k_accuracy(&outputs, &[2, 1, 2], 1)?, 1.0 / 3.0);
/// assert_eq!(top_k_accuracy(&outputs, &[2, 1, 2], 2)?, 1.0);
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// # Errors
///
/// If there are no outputs or not as many labels, if an output is NaN or infinite, if a label is not below the number
/// of classes, or if `k` is 0 or larger than the number of classes.
pub fn top_k_accuracy<V: Values>(outputs: &[V], labels: &[usize], k: usize) -> Result<f32, Error> {
    let classes = classes::<V>();
    check_outputs(outputs, labels.len())?;
    check_labels(labels, classes)?;
    if k == 0 || k > classes {
        return Err(Error::TopK { k, classes });
    }
    let samples = V::flatten(outputs).chunks(V::LEN).zip(labels);
    let right = samples.filter(|(outputs, label)| place(outputs, **label) < k).count();
    Ok(right as f32 / labels.len() as f32)
}

/// Returns the number of classes that rank before `label`.
fn place(outputs: &[f32], label: usize) -> usize {
    if outputs.len() == 1 {
        return usize::from(class(outputs) != label);
    }
    let before = |index: usize| outputs[index] > outputs[label] || outputs[index] == outputs[label] && index < label;
    (0..outputs.len()).filter(|index| before(*index)).count()
}

/// Returns the mean of `-ln p`, where `p` is the probability of a sample's label.
///
/// scikit-learn's `log_loss`.
///
/// Probabilities are clipped to between `f32::EPSILON` and `1 - f32::EPSILON`. A single output is the probability of
/// class 1.
///
/// ```
/// use mlp::metrics::log_loss;
///
/// let loss = log_loss(&[[0.25, 0.75], [0.5, 0.5]], &[1, 0])?;
/// assert!((loss - 0.490_414_6).abs() < 1e-6); // (ln 4/3 + ln 2) / 2
/// assert_eq!(log_loss(&[0.75, 0.5], &[1, 0])?, loss);
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// # Errors
///
/// If there are no outputs or not as many labels, if an output is not between 0 and 1, if the outputs of a sample do
/// not add up to 1 (to within the square root of `f32::EPSILON`), or if a label is not below the number of classes.
#[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
pub fn log_loss<V: Values>(outputs: &[V], labels: &[usize]) -> Result<f32, Error> {
    check_outputs(outputs, labels.len())?;
    check_labels(labels, classes::<V>())?;
    let numbers = V::flatten(outputs);
    if let Some(index) = numbers.iter().position(|y| !(0.0..=1.0).contains(y)) {
        let (sample, column) = (index / V::LEN, index % V::LEN);
        return Err(Error::OutputNotProbability { sample, column, value: numbers[index] });
    }
    let mut sum = 0.0;
    for (sample, (outputs, label)) in numbers.chunks(V::LEN).zip(labels).enumerate() {
        let probability = match *outputs {
            [y] if *label == 0 => 1.0 - y,
            [y] => y,
            _ => {
                check_distribution(sample, outputs)?;
                outputs[*label]
            }
        };
        sum -= f64::from(ln(probability.clamp(f32::EPSILON, 1.0 - f32::EPSILON)));
    }
    Ok((sum / labels.len() as f64) as f32)
}

fn check_distribution(sample: usize, outputs: &[f32]) -> Result<(), Error> {
    let sum: f32 = outputs.iter().sum();
    // the square root of `f32::EPSILON`, as in scikit-learn
    if (sum - 1.0).abs() <= 3.452_669_8e-4 { Ok(()) } else { Err(Error::OutputsNotDistribution { sample, sum }) }
}
