//! Metrics of regression. If there are several outputs, the result is the mean over the outputs.

use super::values::{Values, check_outputs, check_targets};
use crate::error::Error;
use crate::simd::root::square_root;

/// Returns the mean of `|y - t|` over samples and outputs (scikit-learn's `mean_absolute_error`).
///
/// ```
/// use mlp::metrics::mean_absolute_error;
///
/// assert_eq!(mean_absolute_error(&[2.5, 0.0, 2.0, 8.0], &[3.0, -0.5, 2.0, 7.0])?, 0.5);
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// # Errors
///
/// If there are no outputs or not as many targets, or if a value is NaN or infinite.
#[doc(alias = "mae")]
pub fn mean_absolute_error<V: Values>(outputs: &[V], targets: &[V]) -> Result<f32, Error> {
    mean_over_outputs(outputs, targets, |errors, count| errors.map(|(y, t)| (y - t).abs()).sum::<f64>() / count)
}

/// Returns the square root of the mean of `(y - t)^2` over the samples.
///
/// For several outputs it is the mean of their roots (scikit-learn's `root_mean_squared_error`).
///
/// ```
/// use mlp::metrics::root_mean_squared_error;
///
/// assert_eq!(root_mean_squared_error(&[[1.0, 2.0], [3.0, 2.0]], &[[0.0, 2.0], [2.0, 2.0]])?, 0.5);
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// # Errors
///
/// As [`mean_absolute_error`].
#[doc(alias = "rmse")]
#[expect(clippy::cast_possible_truncation, reason = "a mean of numbers up to 1")]
pub fn root_mean_squared_error<V: Values>(outputs: &[V], targets: &[V]) -> Result<f32, Error> {
    mean_over_outputs(outputs, targets, |errors, count| {
        // in units of the largest, no square overflows or underflows
        let largest = errors.clone().map(|(y, t)| (y - t).abs()).fold(0.0, f64::max);
        if largest == 0.0 {
            return 0.0;
        }
        let square: f64 = errors.map(|(y, t)| (y - t) / largest).map(|error| error * error).sum();
        largest * f64::from(square_root((square / count) as f32))
    })
}

/// Returns the coefficient of determination, `1 - sum (t - y)^2 / sum (t - mean)^2`.
///
/// The fraction of the targets' variance that the outputs explain: 1 is perfect, 0 is no better than the targets' mean,
/// and negative is worse. scikit-learn's `r2_score`, which takes the targets first; exchanging the arguments changes
/// the score.
///
/// If all targets are equal, the score is 1 if the outputs equal them, and 0 otherwise.
///
/// ```
/// use mlp::metrics::r2_score;
///
/// let score = r2_score(&[2.5, 0.0, 2.0, 8.0], &[3.0, -0.5, 2.0, 7.0])?;
/// assert!((score - 0.948_608).abs() < 1e-6);
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// # Errors
///
/// As [`mean_absolute_error`], and if there is a single sample, which has no variance.
#[doc(alias = "coefficient of determination")]
pub fn r2_score<V: Values>(outputs: &[V], targets: &[V]) -> Result<f32, Error> {
    if outputs.len() == 1 && targets.len() == 1 {
        return Err(Error::FewSamples { samples: 1, needed: 2 });
    }
    mean_over_outputs(outputs, targets, |errors, count| {
        let first = errors.clone().next().map_or(0.0, |(_, t)| t);
        let mean = first + errors.clone().map(|(_, t)| t - first).sum::<f64>() / count;
        let variance: f64 = errors.clone().map(|(_, t)| (t - mean) * (t - mean)).sum();
        let residual: f64 = errors.map(|(y, t)| (t - y) * (t - y)).sum();
        match (residual == 0.0, variance == 0.0) {
            (true, _) => 1.0,
            (false, true) => 0.0,
            (false, false) => 1.0 - residual / variance,
        }
    })
}

/// Returns the mean of `measure` over the outputs; its arguments are the pairs of an output and their number.
#[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
fn mean_over_outputs<V: Values>(
    outputs: &[V],
    targets: &[V],
    measure: impl Fn(Pairs<'_>, f64) -> f64,
) -> Result<f32, Error> {
    check_outputs(outputs, targets.len())?;
    check_targets(targets)?;
    let (y, t) = (V::flatten(outputs), V::flatten(targets));
    let sum: f64 = (0..V::LEN).map(|column| measure(Pairs { y, t, column, width: V::LEN }, outputs.len() as f64)).sum();
    Ok((sum / V::LEN as f64) as f32)
}

/// The output and the target of each sample, in one column.
#[derive(Clone)]
struct Pairs<'a> {
    y: &'a [f32],
    t: &'a [f32],
    /// The index of the next sample's value.
    column: usize,
    width: usize,
}

impl Iterator for Pairs<'_> {
    type Item = (f64, f64);
    fn next(&mut self) -> Option<(f64, f64)> {
        let pair = (f64::from(*self.y.get(self.column)?), f64::from(self.t[self.column]));
        self.column += self.width;
        Some(pair)
    }
}
