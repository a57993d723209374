//! How far rounding may carry a result.

use mlp_core::private::LayerInfo;

/// `2^-24`: half a unit in the last place of 1, the relative error of one operation in `f32`.
const ROUNDING: f64 = 1.0 / 16_777_216.0;

/// The tolerance for rounding in a vector of results, relative to the largest of them.
///
/// Every number on the way is a sum of products, and the errors of `n` rounded terms add up like a random walk: to
/// about `sqrt(n)` roundings of a typical term (Higham & Mary 2019). A result is compared with the largest one of its
/// own layer, because small ones come from the cancellation of terms of that size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound(f64);

impl Bound {
    /// For what `samples` samples sum up to in a network: the terms are the inputs and units of each layer, there and
    /// back, and the samples. Activations and their slopes are good to
    /// about four roundings each, and count as eight terms. A slope such as `1 - y^2` loses digits where it is small.
    ///
    /// The factor 12 was measured: with the fast paths as they are, no comparison of `tests/widths.rs` needs
    /// more than a fifth of it, and one of `tests/activations.rs` most of it.
    #[must_use]
    pub fn of(layers: &[LayerInfo], samples: usize) -> Self {
        let terms = layers.iter().fold(samples, |terms, layer| terms + layer.inputs + layer.units + 8);
        Self(12.0 * (terms as f64).sqrt() * ROUNDING)
    }

    /// A bound by decree: so many roundings.
    #[must_use]
    pub fn roundings(count: f64) -> Self {
        Self(count * ROUNDING)
    }

    /// Asserts that `found` is `expected` but for rounding, number by number.
    ///
    /// # Panics
    ///
    /// When a number is further off, or is NaN, or the lengths differ; `name` is in the message.
    pub fn assert(self, name: &str, found: &[f32], expected: &[f64]) {
        let largest = expected.iter().fold(0.0, |largest, x: &f64| x.abs().max(largest));
        self.assert_relative(name, found, expected, largest);
    }

    /// [`Self::assert`] with the size of the terms given.
    ///
    /// # Panics
    ///
    /// As [`Self::assert`].
    pub fn assert_relative(self, name: &str, found: &[f32], expected: &[f64], size: f64) {
        assert_eq!(found.len(), expected.len(), "{name}: as many numbers as expected");
        // a result below the smallest normal number may be 0
        let bound = self.0 * size + f64::from(f32::MIN_POSITIVE);
        for (index, (&found, &expected)) in found.iter().zip(expected).enumerate() {
            let part = (f64::from(found) - expected).abs() / bound;
            assert!(part <= 1.0, "{name}[{index}] is {found:e}, not {expected:e}: {part:.2} of what rounding may do");
        }
    }
}
