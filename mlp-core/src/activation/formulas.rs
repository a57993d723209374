//! The parts of the activations' formulas.

use crate::math;
use crate::simd::lanes::Lanes;

/// The `scale` of SELU (Klambauer et al. 2017, "Self-Normalizing Neural Networks").
pub(super) const SELU_SCALE: f32 = 1.050_701;
/// The product `scale * alpha` of SELU, from the same source.
pub(super) const SELU_SCALE_ALPHA: f32 = 1.758_099_3;

/// Returns `high` where `x > 0`, else `low`.
#[inline(always)]
pub(super) fn step<V: Lanes>(x: V, low: f32, high: f32) -> V {
    x.constant(0.0).if_less(x, x.constant(high), x.constant(low))
}

/// Returns `then` where `x > 0`, else `otherwise`.
#[inline(always)]
pub(super) fn above_zero<V: Lanes>(x: V, then: V, otherwise: V) -> V {
    x.constant(0.0).if_less(x, then, otherwise)
}

/// Returns `min(z, 0)`, so that an exponential of it cannot overflow.
#[inline(always)]
pub(super) fn negative<V: Lanes>(z: V) -> V {
    z.at_most(z.constant(0.0))
}

/// Returns `(w, e)` of mish. From 20 on `w / (w + 2)` is 1 in `f32`, so `e^z` need not grow further.
#[inline(always)]
pub(super) fn mish_terms<V: Lanes>(z: V) -> (V, V) {
    let e = math::exp(z.at_most(z.constant(20.0)));
    (e * (e + z.constant(2.0)), e)
}

/// Returns `t + z (1 - t^2) s` with `t = tanh(softplus(z))` and `s = sigmoid(z)`.
///
/// It uses `1 - t^2 = 4 (1 + e)^2 / (w + 2)^2`.
#[inline(always)]
pub(super) fn mish_slope<V: Lanes>(z: V) -> V {
    let (w, e) = mish_terms(z);
    let d = w + z.constant(2.0);
    let ratio = (e + z.constant(1.0)) / d;
    // in this order no intermediate value of a small `e` is denormal
    let curve = e.times(4.0) * ratio / d;
    // from 20 on `curve` stays as it is, 1.7e-17: times a large `z` it would be a slope far above 1
    z.at_most(z.constant(20.0)).mul_add(curve, w / d)
}
