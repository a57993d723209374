//! The arguments of metrics, and their checks.

use crate::error::Error;
use crate::model::Vector;

/// The values of one sample: `[f32; N]`, or `f32` for a single value.
///
/// ```
/// use mlp::metrics::root_mean_squared_error;
///
/// // the same values, with and without arrays
/// assert_eq!(root_mean_squared_error(&[[1.0], [4.0]], &[[1.0], [2.0]])?, 2.0_f32.sqrt());
/// assert_eq!(root_mean_squared_error(&[1.0, 4.0], &[1.0, 2.0])?, 2.0_f32.sqrt());
/// # Ok::<(), mlp::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not what a network gives for a sample",
    note = "metrics take slices of `[f32; N]`, or of `f32` where a sample has one number"
)]
pub trait Values: Copy {
    /// The number of values.
    const LEN: usize;
    /// Returns all values of all samples, one sample after the other.
    fn flatten(samples: &[Self]) -> &[f32];
}

impl<V: Vector> Values for V {
    const LEN: usize = V::LEN;
    fn flatten(samples: &[Self]) -> &[f32] {
        V::flatten(samples)
    }
}

impl Values for f32 {
    const LEN: usize = 1;
    fn flatten(samples: &[Self]) -> &[f32] {
        samples
    }
}

/// Returns the number of classes that outputs of this type distinguish: 2 for one output, else one for each.
pub(super) const fn classes<V: Values>() -> usize {
    if V::LEN == 1 { 2 } else { V::LEN }
}

/// Checks that there are outputs and as many targets, and that all outputs are finite.
///
/// Outputs without values, `[f32; 0]`, do not compile.
pub(super) fn check_outputs<V: Values>(outputs: &[V], targets: usize) -> Result<(), Error> {
    const { assert!(V::LEN > 0, "a metric needs outputs with at least one value") };
    check_lengths(outputs.len(), targets)?;
    let numbers = V::flatten(outputs);
    numbers.iter().position(|y| !y.is_finite()).map_or(Ok(()), |index| {
        Err(Error::OutputNotFinite { sample: index / V::LEN, column: index % V::LEN, value: numbers[index] })
    })
}

pub(super) fn check_lengths(outputs: usize, targets: usize) -> Result<(), Error> {
    if outputs != targets {
        return Err(Error::Outputs { outputs, targets });
    }
    if outputs == 0 { Err(Error::NoSamples) } else { Ok(()) }
}

/// Checks that the targets of a regression are finite.
pub(super) fn check_targets<V: Values>(targets: &[V]) -> Result<(), Error> {
    const { assert!(V::LEN > 0, "a metric needs targets with at least one value") };
    let numbers = V::flatten(targets);
    numbers.iter().position(|t| !t.is_finite()).map_or(Ok(()), |index| {
        Err(Error::TargetNotFinite { sample: index / V::LEN, column: index % V::LEN, value: numbers[index] })
    })
}

/// Checks that labels are below the number of classes.
pub(crate) fn check_labels(labels: &[usize], classes: usize) -> Result<(), Error> {
    let wrong = labels.iter().position(|label| *label >= classes);
    wrong.map_or(Ok(()), |sample| Err(Error::Label { sample, label: labels[sample], classes }))
}
