//! The values of one sample.

use crate::sealed::Sealed;
use core::fmt::Debug;

/// The inputs or outputs of one sample: an array `[f32; N]`.
///
/// ```
/// use mlp::Vector;
///
/// assert_eq!(<[f32; 2]>::LEN, 2);
/// assert_eq!(<[f32; 2]>::flatten(&[[1.0, 2.0], [3.0, 4.0]]), [1.0, 2.0, 3.0, 4.0]);
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` is not an array of `f32`")]
pub trait Vector: Copy + Debug + PartialEq + AsRef<[f32]> + AsMut<[f32]> + Send + Sync + Sealed + 'static {
    /// The number of values.
    const LEN: usize;
    /// All values zero.
    const ZERO: Self;
    /// Returns the values of all samples as a slice, one sample after the other.
    fn flatten(samples: &[Self]) -> &[f32];
    /// Returns some values as one sample.
    ///
    /// # Panics
    ///
    /// If there are not exactly [`Vector::LEN`] values.
    #[doc(hidden)]
    fn of(numbers: &[f32]) -> &Self;
    /// Returns some values as one sample, to change them.
    ///
    /// # Panics
    ///
    /// If there are not exactly [`Vector::LEN`] values.
    #[doc(hidden)]
    fn of_mut(numbers: &mut [f32]) -> &mut Self;
    /// Returns the values of all samples as a mutable slice, one sample after the other.
    fn flatten_mut(samples: &mut [Self]) -> &mut [f32];
}

impl<const N: usize> Sealed for [f32; N] {}

impl<const N: usize> Vector for [f32; N] {
    const LEN: usize = N;
    const ZERO: Self = [0.0; N];
    #[inline]
    fn flatten(samples: &[Self]) -> &[f32] {
        samples.as_flattened()
    }
    #[inline]
    fn of(numbers: &[f32]) -> &Self {
        numbers.try_into().expect("as many numbers as the array has")
    }
    #[inline]
    fn of_mut(numbers: &mut [f32]) -> &mut Self {
        numbers.try_into().expect("as many numbers as the array has")
    }
    #[inline]
    fn flatten_mut(samples: &mut [Self]) -> &mut [f32] {
        samples.as_flattened_mut()
    }
}
