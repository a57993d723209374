//! Clipping a gradient to a norm.

use crate::error::{Error, check};
use crate::layer::parameters::Parameters;
use crate::simd::root::square_root;

/// Returns the factor that shrinks `gradient` to the norm `most`, if its norm is larger.
///
/// `most / (norm + 1e-6)`, as PyTorch's `clip_grad_norm_`.
fn shrink(most: f32, gradient: &[f32]) -> Option<f32> {
    let square: f64 = gradient.iter().map(|g| f64::from(*g) * f64::from(*g)).sum();
    #[expect(clippy::cast_possible_truncation, reason = "the factor is an f32 as the gradient is")]
    let factor = if square < f64::from(f32::MAX) {
        most / (square_root(square as f32) + 1e-6)
    } else {
        // the norm of large values: the square is brought into the range of f32, and the root back
        let norm = f64::from(square_root((square * SMALL * SMALL) as f32)) / SMALL;
        (f64::from(most) / norm) as f32
    };
    (factor < 1.0).then_some(factor)
}

/// 2^-80: times its square, the squares of 2^60 `f32`s have a sum that an `f32` can hold.
const SMALL: f64 = 1.0 / (1_u128 << 80) as f64;

/// Checks a norm that gradients are scaled down to: a negative one would turn them round.
pub(super) fn check_clip_norm(setting: &'static str, most: Option<f32>) -> Result<(), Error> {
    let most = most.unwrap_or(f32::INFINITY);
    check(most > 0.0, setting, most, "a number above 0")
}

/// Scales `gradient` down to the norm `most`, if there is one and the norm is larger.
#[inline]
pub(super) fn clip(most: Option<f32>, gradient: &mut [f32]) {
    if let Some(factor) = most.and_then(|most| shrink(most, gradient)) {
        for g in gradient {
            *g *= factor;
        }
    }
}

/// [`clip`] by value and not inlined: it is rare, and must not move the gradient to memory otherwise.
#[cold]
pub(super) fn clipped<N: Parameters>(most: Option<f32>, mut gradient: N) -> N {
    clip(most, gradient.params_slice_mut());
    gradient
}

#[cfg(test)]
mod tests {
    use super::clip;

    /// Clips to 1 a gradient with the norm `norm`, spread over `count` parameters, and returns the new norm.
    fn clipped_norm(norm: f32, count: usize) -> f64 {
        let each = norm / (count as f32).sqrt();
        let mut gradient = alloc::vec![each; count];
        clip(Some(1.0), &mut gradient);
        gradient.iter().map(|g| f64::from(*g) * f64::from(*g)).sum::<f64>().sqrt()
    }

    #[test]
    fn gradients_of_every_length_have_the_norm_they_are_clipped_to() {
        for norm in [1e3, 1e9, 1.8e19, 1.9e19, 1e30, 3e38] {
            for count in [1, 7, 10_000] {
                let clipped = clipped_norm(norm, count);
                assert!((clipped - 1.0).abs() < 1e-5, "{norm} in {count}: {clipped}");
            }
        }
        // each is the largest f32: the norm is beyond it
        let mut largest = [f32::MAX; 100];
        clip(Some(1.0), &mut largest);
        assert!(largest.iter().all(|g| (g - 0.1).abs() < 1e-6), "{largest:?}");
    }
}
