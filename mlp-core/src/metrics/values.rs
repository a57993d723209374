//! What metrics take, and what must be true of it.

use crate::error::Error;
use crate::model::Vector;

/// The numbers of one sample: `[f32; N]`, or `f32` where it is one.
///
/// ```
/// use mlp::metrics::root_mean_squared_error;
///
/// // the same numbers, with and without their arrays
/// assert_eq!(root_mean_squared_error(&[[1.0], [4.0]], &[[1.0], [2.0]])?, 2.0_f32.sqrt());
/// assert_eq!(root_mean_squared_error(&[1.0, 4.0], &[1.0, 2.0])?, 2.0_f32.sqrt());
/// # Ok::<(), mlp::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not what a network gives for a sample",
    note = "metrics take slices of `[f32; N]`, or of `f32` where a sample has one number"
)]
pub trait Values: Copy {
    /// How many numbers.
    const LEN: usize;
    /// All numbers of all samples, one sample after the other.
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

/// How many classes outputs of this type tell apart: one output two, others as many as there are.
pub(super) const fn classes<V: Values>() -> usize {
    if V::LEN == 1 { 2 } else { V::LEN }
}

/// Finds out whether outputs can be compared with as many targets: there are some, and all are finite.
pub(super) fn check_outputs<V: Values>(outputs: &[V], targets: usize) -> Result<(), Error> {
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

/// Finds out whether targets of a regression are finite.
pub(super) fn check_targets<V: Values>(targets: &[V]) -> Result<(), Error> {
    let numbers = V::flatten(targets);
    numbers.iter().position(|t| !t.is_finite()).map_or(Ok(()), |index| {
        Err(Error::TargetNotFinite { sample: index / V::LEN, column: index % V::LEN, value: numbers[index] })
    })
}

/// Finds out whether labels are classes.
pub(crate) fn check_labels(labels: &[usize], classes: usize) -> Result<(), Error> {
    let wrong = labels.iter().position(|label| *label >= classes);
    wrong.map_or(Ok(()), |sample| Err(Error::Label { sample, label: labels[sample], classes }))
}
