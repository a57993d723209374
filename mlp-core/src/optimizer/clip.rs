//! Clipping a gradient to a norm.

use crate::layer::parameters::Parameters;
use crate::simd::root::square_root;

/// Returns the factor that shrinks `gradient` to the norm `most`, if its norm is larger.
///
/// `most / (norm + 1e-6)`, as PyTorch's `clip_grad_norm_`.
fn shrink(most: f32, gradient: &[f32]) -> Option<f32> {
    let square: f64 = gradient.iter().map(|g| f64::from(*g) * f64::from(*g)).sum();
    #[expect(clippy::cast_possible_truncation, reason = "the factor is an f32 as the gradient is")]
    let norm = square_root(square as f32);
    let factor = most / (norm + 1e-6);
    (factor < 1.0).then_some(factor)
}

/// Scales `gradient` down to the norm `most`, if there is one and the norm is larger.
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
