//! The fourteen activations that have a name in the macro's language.

use super::{Elementwise, LaneActivation};
use crate::math;
use crate::simd::lanes::Lanes;

/// SELU's scale and `scale * alpha` (Klambauer et al. 2017, "Self-Normalizing Neural Networks").
const SELU_SCALE: f32 = 1.050_701;
const SELU_SCALE_ALPHA: f32 = 1.758_099_3;

macro_rules! activations {
    ($($(#[$doc:meta])* $name:ident: $z:ident => $value:expr; $y:ident => $slope:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $name;

        impl LaneActivation for $name {
            fn elementwise(self) -> Option<Elementwise> {
                Some(Elementwise::$name)
            }
            #[inline(always)]
            fn value<V: Lanes>(self, $z: V) -> V {
                $value
            }
            #[inline(always)]
            #[allow(unused_variables, reason = "most slopes need only one of the two")]
            fn slope<V: Lanes>(self, $z: V, $y: V) -> V {
                $slope
            }
        }
    )*};
}

activations! {
    /// `z`
    Identity: z => z; y => z.constant(1.0);

    /// `1 / (1 + e^-z)`; slope `y (1 - y)`
    Sigmoid: z => math::sigmoid(z); y => y * (y.constant(1.0) - y);

    /// `tanh z`; slope `1 - y^2`
    Tanh: z => math::tanh(z); y => y.constant(1.0) - y * y;

    /// `max(0, z)`; slope 1 above 0, else 0
    Relu: z => z.at_least(z.constant(0.0)); y => step(y, 0.0, 1.0);

    /// `z` above 0, else `e^z - 1`; slope 1 or `y + 1`
    Elu: z => above_zero(z, z, math::exp_minus_one(negative(z)));
         y => above_zero(y, y.constant(1.0), y + y.constant(1.0));

    /// `scale * z` above 0, else `scale * alpha * (e^z - 1)`; slope `scale` or `y + scale * alpha`
    Selu: z => above_zero(z, z.times(SELU_SCALE), math::exp_minus_one(negative(z)).times(SELU_SCALE_ALPHA));
          y => above_zero(y, y.constant(SELU_SCALE), y + y.constant(SELU_SCALE_ALPHA));

    /// `z Phi(z)` with the normal distribution `Phi`, not its tanh approximation; slope `Phi(z) + z phi(z)`
    Gelu: z => z * math::normal_distribution(z).0;
          y => { let (distribution, density) = math::normal_distribution(z); z.mul_add(density, distribution) };

    /// `z sigmoid(z)`, also called swish; slope `s (1 + z (1 - s))`
    Silu: z => z * math::sigmoid(z);
          y => { let s = math::sigmoid(z); let one = z.constant(1.0); s * z.mul_add(one - s, one) };

    /// `ln(1 + e^z)`; slope `1 - e^-y`
    Softplus: z => z.at_least(z.constant(0.0)) + math::ln_one_plus(math::exp_of_negative(-z.abs()));
              y => -math::exp_minus_one(-y);

    /// `z / (1 + |z|)`; slope `(1 - |y|)^2`
    Softsign: z => z / (z.abs() + z.constant(1.0));
              y => { let rest = y.constant(1.0) - y.abs(); rest * rest };

    /// `z tanh(softplus(z))`; with `e = e^z` and `w = e (e + 2)`, `tanh(softplus(z)) = w / (w + 2)`
    Mish: z => { let (w, _) = mish_terms(z); z * (w / (w + z.constant(2.0))) };
          y => mish_slope(z);

    /// `z` between -1 and 1, else the nearer of them; slope 1 between, else 0
    HardTanh: z => z.at_least(z.constant(-1.0)).at_most(z.constant(1.0)); y => step(y.constant(1.0) - y.abs(), 0.0, 1.0);

    /// `z/6 + 1/2` between 0 and 1, else the nearer of them; slope 1/6 between, else 0
    HardSigmoid: z => z.affine(1.0 / 6.0, 0.5).at_least(z.constant(0.0)).at_most(z.constant(1.0));
                 y => step(y * (y.constant(1.0) - y), 0.0, 1.0 / 6.0);
}

/// `z` above 0, else `slope * z`, with `0 <= slope < 1`; slope 1 or `slope`
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeakyRelu {
    /// The slope below zero.
    pub slope: f32,
}

impl Default for LeakyRelu {
    fn default() -> Self {
        Self { slope: 0.01 }
    }
}

impl LaneActivation for LeakyRelu {
    fn elementwise(self) -> Option<Elementwise> {
        Some(Elementwise::LeakyRelu(self.slope))
    }
    #[inline(always)]
    fn value<V: Lanes>(self, z: V) -> V {
        above_zero(z, z, z.times(self.slope))
    }
    #[inline(always)]
    fn slope<V: Lanes>(self, _: V, y: V) -> V {
        step(y, self.slope, 1.0)
    }
}

/// `high` where `x > 0`, else `low`.
#[inline(always)]
fn step<V: Lanes>(x: V, low: f32, high: f32) -> V {
    x.constant(0.0).if_less(x, x.constant(high), x.constant(low))
}

/// `then` where `x > 0`, else `otherwise`.
#[inline(always)]
fn above_zero<V: Lanes>(x: V, then: V, otherwise: V) -> V {
    x.constant(0.0).if_less(x, then, otherwise)
}

/// `min(z, 0)`: the part that an exponential may see.
#[inline(always)]
fn negative<V: Lanes>(z: V) -> V {
    z.at_most(z.constant(0.0))
}

/// `(w, e)` of mish; from 20 on its ratio is 1 in `f32`, so `e^z` need not grow further.
#[inline(always)]
fn mish_terms<V: Lanes>(z: V) -> (V, V) {
    let e = math::exp(z.at_most(z.constant(20.0)));
    (e * (e + z.constant(2.0)), e)
}

/// `t + z (1 - t^2) s` with `t = tanh(softplus(z))` and `s = sigmoid(z)`; `1 - t^2 = 4 (1 + e)^2 / (w + 2)^2`.
#[inline(always)]
fn mish_slope<V: Lanes>(z: V) -> V {
    let (w, e) = mish_terms(z);
    let d = w + z.constant(2.0);
    let ratio = (e + z.constant(1.0)) / d;
    // in this order a small `e` does not become denormal on the way
    let curve = e.times(4.0) * ratio / d;
    z.mul_add(curve, w / d)
}
