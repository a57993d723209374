//! The numbers of one sample.

use core::fmt::Debug;

/// Inputs or outputs of one sample: an array `[f32; N]`.
#[diagnostic::on_unimplemented(message = "`{Self}` is not an array of `f32`")]
pub trait Vector: Copy + Debug + PartialEq + AsRef<[f32]> + AsMut<[f32]> + Send + Sync + 'static {
    /// How many numbers.
    const LEN: usize;
    /// All zero.
    const ZERO: Self;
    /// All numbers of all samples, one sample after the other.
    fn flatten(samples: &[Self]) -> &[f32];
    /// These numbers as one sample.
    ///
    /// # Panics
    ///
    /// If they are more or fewer.
    #[doc(hidden)]
    fn of(numbers: &[f32]) -> &Self;
    /// All numbers of all samples, to change.
    fn flatten_mut(samples: &mut [Self]) -> &mut [f32];
}

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
    fn flatten_mut(samples: &mut [Self]) -> &mut [f32] {
        samples.as_flattened_mut()
    }
}
