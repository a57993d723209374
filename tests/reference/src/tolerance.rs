//! When two numbers count as equal.

use crate::Scalar;

/// Accepts `|found - expected| <= relative |expected| + absolute`, and no NaN.
///
/// ```
/// use mlp_reference::Tolerance;
///
/// let tolerance = Tolerance { relative: 1e-6, absolute: 0.0 };
/// assert!(tolerance.accepts(1.000_000_5_f32, 1.0) && !tolerance.accepts(1.000_01_f32, 1.0));
/// assert!(!tolerance.accepts(f64::NAN, 1.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// Relative to the expected number.
    pub relative: f64,
    /// Of any number.
    pub absolute: f64,
}

impl Tolerance {
    /// Whether `found` is near enough.
    #[must_use]
    pub fn accepts<S: Scalar>(self, found: S, expected: f64) -> bool {
        (found.to_f64() - expected).abs() <= self.relative * expected.abs() + self.absolute
    }

    /// Compares number by number.
    ///
    /// # Panics
    /// When a number is not near enough, or the lengths differ; `name` is in the message.
    pub fn assert<S: Scalar>(self, name: &str, found: &[S], expected: &[f64]) {
        assert_eq!(found.len(), expected.len(), "{name}: as many numbers as expected");
        for (i, (&found, &expected)) in found.iter().zip(expected).enumerate() {
            let error = (found.to_f64() - expected).abs();
            assert!(self.accepts(found, expected), "{name}[{i}]: {found:?} != {expected:?}, off by {error:e}");
        }
    }
}
