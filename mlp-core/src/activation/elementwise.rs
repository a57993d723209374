//! The activations that have a name in the language of `mlp!`: a row of one table each.
//!
//! A row has the formula and the slope, which follows from the output `y` or, where it is written `slope(z)`, from the sum;
//! the word of the language; and the operators of ONNX that compute the same. Everything else follows from the row: the
//! type, the variant of [`Elementwise`], the way from one to the other.

use super::formulas::{SELU_SCALE, SELU_SCALE_ALPHA, above_zero, mish_slope, mish_terms, negative, step};
#[cfg(feature = "onnx")]
use super::onnx::{
    Attribute::{Argument, Number},
    Operand::{Constant, Step, Z},
    Operator, operator,
};
use crate::math;
use crate::simd::lanes::Lanes;
#[cfg(feature = "onnx")]
use core::f32::consts::FRAC_1_SQRT_2;

/// SELU's `alpha`, as ONNX wants it.
#[cfg(feature = "onnx")]
const SELU_ALPHA: f32 = 1.673_263_2;

/// An activation as the kernels and expansions use it: on many numbers at once.
pub trait LaneActivation: Copy {
    /// The same activation for the compiled kernels; `None` for a user's.
    fn elementwise(self) -> Option<Elementwise>;
    /// `y = f(z)`
    fn value<V: Lanes>(self, z: V) -> V;
    /// `dy/dz`, from whichever of `z` and `y` is cheaper.
    fn slope<V: Lanes>(self, z: V, y: V) -> V;

    /// `f` of every unit of a layer.
    #[inline(always)]
    fn values<V: Lanes, const UNITS: usize>(self, z: [V; UNITS]) -> [V; UNITS] {
        let mut y = z;
        for y in &mut y {
            *y = self.value(*y);
        }
        y
    }
    /// The loss's derivatives with respect to `z`, from those with respect to `y`.
    #[inline(always)]
    fn backward<V: Lanes, const UNITS: usize>(self, z: &[V; UNITS], y: &[V; UNITS], d_y: [V; UNITS]) -> [V; UNITS] {
        let mut d_z = d_y;
        for ((d_z, z), y) in d_z.iter_mut().zip(z).zip(y) {
            *d_z = *d_z * self.slope(*z, *y);
        }
        d_z
    }
}

/// Work with an activation whose type is known.
pub(crate) trait WithActivation {
    /// The result of the work.
    type Output;
    /// Does the work.
    fn with<A: LaneActivation>(self, activation: A) -> Self::Output;
}

/// The type of an activation: a unit struct, or one with a number.
macro_rules! activation_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $name;
    };
    ($(#[$doc:meta])* $name:ident $argument:ident $default:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name {
            #[doc = concat!("The `", stringify!($argument), "` of the formula; ", stringify!($default), " by default.")]
            pub $argument: f32,
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $argument: $default }
            }
        }
    };
}

/// Of the sum and the output, the one that a slope is written with.
macro_rules! slope_argument {
    (z, $z:expr, $y:expr) => {
        $z
    };
    (y, $z:expr, $y:expr) => {
        $y
    };
}

macro_rules! activations {
    ($(
        $(#[$doc:meta])*
        $name:ident $(($argument:ident = $default:literal))? = $word:literal {
            value($z:ident): $value:expr,
            slope($from:ident): $slope:expr,
            onnx: [$($onnx:expr),* $(,)?],
        }
    )*) => {
        $(
            activation_type!($(#[$doc])* $name $($argument $default)?);

            impl $name {
                /// Returns `f(z)`, the output for the weighted sum `z`.
                #[must_use]
                pub fn output(self, z: f32) -> f32 {
                    LaneActivation::value(self, z)
                }

                /// Returns `f'(z)`, the derivative of the output with respect to the weighted sum `z`.
                #[must_use]
                pub fn derivative(self, z: f32) -> f32 {
                    LaneActivation::slope(self, z, self.output(z))
                }
            }

            impl LaneActivation for $name {
                fn elementwise(self) -> Option<Elementwise> {
                    Some(Elementwise::$name $((self.$argument))?)
                }
                #[inline(always)]
                fn value<V: Lanes>(self, $z: V) -> V {
                    $(let $argument = self.$argument;)?
                    $value
                }
                #[inline(always)]
                fn slope<V: Lanes>(self, z: V, y: V) -> V {
                    $(let $argument = self.$argument;)?
                    // most slopes need only one of the two
                    let _ = (z, y);
                    let $from = slope_argument!($from, z, y);
                    $slope
                }
            }
        )*

        /// The activations as values, for kernels that are compiled once and told which one to apply.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Elementwise {
            $(
                #[doc = concat!("[`", stringify!($name), "`]")]
                $name $((#[doc = concat!("`", stringify!($argument), "`")] f32))?,
            )*
        }

        impl Elementwise {
            /// Returns whether the slope follows from the output alone. If not, the forward pass stores it.
            #[must_use]
            pub const fn slope_from_value(self) -> bool {
                match self {
                    $(Self::$name { .. } => slope_argument!($from, false, true),)*
                }
            }

            /// Does `work` with the type of the activation.
            #[inline(always)]
            pub(crate) fn resolve<W: WithActivation>(self, work: W) -> W::Output {
                match self {
                    $(Self::$name $(($argument))? => work.with($name $({ $argument })?),)*
                }
            }
        }

        /// Returns the operators of an activation, by its word without an argument; the last one's value is the output.
        #[cfg(feature = "onnx")]
        pub(crate) fn onnx_operators(word: &str) -> Option<&'static [Operator]> {
            match word {
                $($word => Some(const { &[$($onnx),*] }),)*
                _ => None,
            }
        }
    };
}

activations! {
    /// `z`
    Identity = "identity" {
        value(z): z,
        slope(y): y.constant(1.0),
        onnx: [],
    }
    /// `1 / (1 + e^-z)`; slope `y (1 - y)`
    Sigmoid = "sigmoid" {
        value(z): math::sigmoid(z),
        slope(y): y * (y.constant(1.0) - y),
        onnx: [operator("Sigmoid", &[Z])],
    }
    /// `tanh z`; slope `1 - y^2`
    Tanh = "tanh" {
        value(z): math::tanh(z),
        slope(y): y.constant(1.0) - y * y,
        onnx: [operator("Tanh", &[Z])],
    }
    /// `max(0, z)`; slope 1 above 0, else 0
    Relu = "relu" {
        value(z): z.at_least(z.constant(0.0)),
        slope(y): step(y, 0.0, 1.0),
        onnx: [operator("Relu", &[Z])],
    }
    /// `z` above 0, else `slope * z`, with `0 <= slope < 1`; slope 1 or `slope`
    LeakyRelu (slope = 0.01) = "leaky_relu" {
        value(z): above_zero(z, z, z.times(slope)),
        slope(y): step(y, slope, 1.0),
        onnx: [operator("LeakyRelu", &[Z]).with(&[("alpha", Argument)])],
    }
    /// `z` above 0, else `e^z - 1`; slope 1 or `y + 1`
    Elu = "elu" {
        value(z): above_zero(z, z, math::exp_minus_one(negative(z))),
        slope(y): above_zero(y, y.constant(1.0), y + y.constant(1.0)),
        onnx: [operator("Elu", &[Z]).with(&[("alpha", Number(1.0))])],
    }
    /// `scale * z` above 0, else `scale * alpha * (e^z - 1)`; slope `scale` or `y + scale * alpha`
    Selu = "selu" {
        value(z): above_zero(z, z.times(SELU_SCALE), math::exp_minus_one(negative(z)).times(SELU_SCALE_ALPHA)),
        slope(y): above_zero(y, y.constant(SELU_SCALE), y + y.constant(SELU_SCALE_ALPHA)),
        onnx: [operator("Selu", &[Z]).with(&[("alpha", Number(SELU_ALPHA)), ("gamma", Number(SELU_SCALE))])],
    }
    /// `z Phi(z)` with the normal distribution `Phi`, not its tanh approximation; slope `Phi(z) + z phi(z)`
    Gelu = "gelu" {
        value(z): z * math::normal_distribution(z).0,
        slope(z): {
            let (distribution, density) = math::normal_distribution(z);
            z.mul_add(density, distribution)
        },
        // `z (1/2 + erf(z / sqrt(2)) / 2)`: `Gelu` came with opset 20
        onnx: [
            operator("Mul", &[Z, Constant(FRAC_1_SQRT_2)]),
            operator("Erf", &[Step(0)]),
            operator("Mul", &[Step(1), Constant(0.5)]),
            operator("Add", &[Step(2), Constant(0.5)]),
            operator("Mul", &[Z, Step(3)]),
        ],
    }
    /// `z sigmoid(z)`, also called swish; slope `s (1 + z (1 - s))`
    Silu = "silu" {
        value(z): z * math::sigmoid(z),
        slope(z): {
            let s = math::sigmoid(z);
            s * z.mul_add(z.constant(1.0) - s, z.constant(1.0))
        },
        onnx: [operator("Sigmoid", &[Z]), operator("Mul", &[Z, Step(0)])],
    }
    /// `ln(1 + e^z)`; slope `1 - e^-y`
    Softplus = "softplus" {
        value(z): z.at_least(z.constant(0.0)) + math::ln_one_plus(math::exp_of_negative(-z.abs())),
        slope(y): -math::exp_minus_one(-y),
        onnx: [operator("Softplus", &[Z])],
    }
    /// `z / (1 + |z|)`; slope `(1 - |y|)^2`
    Softsign = "softsign" {
        value(z): z / (z.abs() + z.constant(1.0)),
        slope(y): {
            let rest = y.constant(1.0) - y.abs();
            rest * rest
        },
        onnx: [operator("Softsign", &[Z])],
    }
    /// `z tanh(softplus(z))`; with `e = e^z` and `w = e (e + 2)`, `tanh(softplus(z)) = w / (w + 2)`
    Mish = "mish" {
        value(z): {
            let (w, _) = mish_terms(z);
            z * (w / (w + z.constant(2.0)))
        },
        slope(z): mish_slope(z),
        onnx: [operator("Softplus", &[Z]), operator("Tanh", &[Step(0)]), operator("Mul", &[Z, Step(1)])],
    }
    /// `z` between -1 and 1, else the nearer of them; slope 1 between, else 0
    HardTanh = "hard_tanh" {
        value(z): z.at_least(z.constant(-1.0)).at_most(z.constant(1.0)),
        slope(y): step(y.constant(1.0) - y.abs(), 0.0, 1.0),
        onnx: [operator("Clip", &[Z, Constant(-1.0), Constant(1.0)])],
    }
    /// `z/6 + 1/2` between 0 and 1, else the nearer of them; slope 1/6 between, else 0
    HardSigmoid = "hard_sigmoid" {
        value(z): z.affine(1.0 / 6.0, 0.5).at_least(z.constant(0.0)).at_most(z.constant(1.0)),
        slope(y): step(y * (y.constant(1.0) - y), 0.0, 1.0 / 6.0),
        onnx: [operator("HardSigmoid", &[Z]).with(&[("alpha", Number(1.0 / 6.0)), ("beta", Number(0.5))])],
    }
}
