//! The activations that have a word in the language of `mlp!`: one row each of one table.
//!
//! A row has the formula, the slope, the word of the language, whether it is long, and the operators of ONNX that compute the same. The
//! slope follows from the output `y`, or where it is written `slope(z)`, from the sum. Everything else is generated
//! from the row: the type, the variant of [`Elementwise`], and the conversion between them.

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

/// SELU's `alpha`, as an attribute of the ONNX operator.
#[cfg(feature = "onnx")]
const SELU_ALPHA: f32 = 1.673_263_2;

/// An activation as the kernels and the expansions use it: for many values at once.
pub trait LaneActivation: Copy {
    /// Whether it takes so many instructions that wide layers share one copy.
    const LONG: bool = false;

    /// Whether outputs are the sums, and every slope is 1.
    const IS_IDENTITY: bool = false;

    /// Whether the slope does not follow from the output alone, so that the sum is needed.
    const SLOPE_FROM_SUM: bool;

    /// Returns the same activation for the compiled kernels, or `None` for a user-defined one.
    fn elementwise(self) -> Option<Elementwise>;
    /// Returns `y = f(z)`.
    fn value<V: Lanes>(self, z: V) -> V;
    /// Returns `dy/dz`, from `z` or `y`, whichever is cheaper.
    fn slope<V: Lanes>(self, z: V, y: V) -> V;

    /// Returns `f(z)` for every unit of a layer.
    #[inline(always)]
    fn values<V: Lanes, const UNITS: usize>(self, z: [V; UNITS]) -> [V; UNITS] {
        let mut y = z;
        for y in &mut y {
            *y = self.value(*y);
        }
        y
    }
    /// Returns the loss's derivatives with respect to `z`, from those with respect to `y`.
    #[inline(always)]
    fn backward<V: Lanes, const UNITS: usize>(self, z: &[V; UNITS], y: &[V; UNITS], d_y: [V; UNITS]) -> [V; UNITS] {
        let mut d_z = d_y;
        for ((d_z, z), y) in d_z.iter_mut().zip(z).zip(y) {
            *d_z = *d_z * self.slope(*z, *y);
        }
        d_z
    }
}

/// A computation with an activation whose type is known.
pub(crate) trait WithActivation {
    /// The result of the computation.
    type Output;
    /// Runs the computation.
    fn with<A: LaneActivation>(self, activation: A) -> Self::Output;
}

/// Declares the type of an activation: a unit struct, or a struct with one argument.
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

/// Selects the argument of a slope: the sum or the output.
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
            long: $long:literal,
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
                const LONG: bool = $long;
                const IS_IDENTITY: bool = matches!($word.as_bytes(), b"identity");
                const SLOPE_FROM_SUM: bool = slope_argument!($from, true, false);

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

        /// The activations as values, for kernels that are compiled once and select the activation at run time.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Elementwise {
            $(
                #[doc = concat!("[`", stringify!($name), "`]")]
                $name $((#[doc = concat!("`", stringify!($argument), "`")] f32))?,
            )*
        }

        impl Elementwise {
            /// Returns whether the slope follows from the output alone. If not, the forward pass stores the slopes.
            #[must_use]
            pub const fn slope_from_output(self) -> bool {
                match self {
                    $(Self::$name { .. } => slope_argument!($from, false, true),)*
                }
            }

            /// Runs `work` with the type of the activation.
            #[inline(always)]
            pub(crate) fn resolve<W: WithActivation>(self, work: W) -> W::Output {
                match self {
                    $(Self::$name $(($argument))? => work.with($name $({ $argument })?),)*
                }
            }
        }

        /// Returns the activation of a word, with its argument if it takes one.
        #[cfg(feature = "std")]
        pub(crate) fn find(word: &str, argument: Option<f32>) -> Option<Elementwise> {
            // most take none
            let _ = argument;
            match word {
                $($word => Some(Elementwise::$name $((argument.unwrap_or($default)))?),)*
                _ => None,
            }
        }

        /// Returns the ONNX operators of an activation, by its word without an argument.
        ///
        /// The value of the last operator is the output.
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
    /// The identity, `z`; slope 1.
    Identity = "identity" {
        value(z): z,
        slope(y): y.constant(1.0),
        long: false,
        onnx: [],
    }
    /// The logistic sigmoid, `1 / (1 + e^-z)`; slope `y (1 - y)`. PyTorch's `Sigmoid`.
    Sigmoid = "sigmoid" {
        value(z): math::sigmoid(z),
        slope(y): y * (y.constant(1.0) - y),
        long: true,
        onnx: [operator("Sigmoid", &[Z])],
    }
    /// The hyperbolic tangent, `tanh z`; slope `1 - y^2`. PyTorch's `Tanh`.
    Tanh = "tanh" {
        value(z): math::tanh(z),
        slope(y): y.constant(1.0) - y * y,
        long: true,
        onnx: [operator("Tanh", &[Z])],
    }
    /// The rectified linear unit, `max(0, z)`; slope 1 above 0, else 0. PyTorch's `ReLU`.
    Relu = "relu" {
        value(z): z.at_least(z.constant(0.0)),
        slope(y): step(y, 0.0, 1.0),
        long: false,
        onnx: [operator("Relu", &[Z])],
    }
    /// The leaky rectified linear unit: `z` above 0, else `slope * z`, with `0 <= slope < 1`.
    ///
    /// The derivative is 1 above 0, else `slope`. PyTorch's `LeakyReLU`.
    LeakyRelu (slope = 0.01) = "leaky_relu" {
        value(z): above_zero(z, z, z.times(slope)),
        slope(y): step(y, slope, 1.0),
        long: false,
        onnx: [operator("LeakyRelu", &[Z]).with(&[("alpha", Argument)])],
    }
    /// The exponential linear unit: `z` above 0, else `e^z - 1`; slope 1 or `y + 1`. PyTorch's `ELU`.
    Elu = "elu" {
        value(z): above_zero(z, z, math::exp_minus_one(negative(z))),
        slope(y): above_zero(y, y.constant(1.0), y + y.constant(1.0)),
        long: true,
        onnx: [operator("Elu", &[Z]).with(&[("alpha", Number(1.0))])],
    }
    /// The scaled ELU: `scale * z` above 0, else `scale * alpha * (e^z - 1)`.
    ///
    /// The slope is `scale` above 0, else `y + scale * alpha`. The constants are those of Klambauer et al. 2017,
    /// "Self-Normalizing Neural Networks". PyTorch's `SELU`.
    Selu = "selu" {
        value(z): above_zero(z, z.times(SELU_SCALE), math::exp_minus_one(negative(z)).times(SELU_SCALE_ALPHA)),
        slope(y): above_zero(y, y.constant(SELU_SCALE), y + y.constant(SELU_SCALE_ALPHA)),
        long: true,
        onnx: [operator("Selu", &[Z]).with(&[("alpha", Number(SELU_ALPHA)), ("gamma", Number(SELU_SCALE))])],
    }
    /// The Gaussian error linear unit, `z Phi(z)`; slope `Phi(z) + z phi(z)`.
    ///
    /// `Phi` is the distribution function of the standard normal distribution, not its tanh approximation, and `phi`
    /// its density. PyTorch's `GELU`.
    Gelu = "gelu" {
        value(z): z * math::normal_distribution(z).0,
        slope(z): {
            let (distribution, density) = math::normal_distribution(z);
            z.mul_add(density, distribution)
        },
        long: true,
        // `z (1/2 + erf(z / sqrt(2)) / 2)`: the operator `Gelu` exists only from opset 20 on
        onnx: [
            operator("Mul", &[Z, Constant(FRAC_1_SQRT_2)]),
            operator("Erf", &[Step(0)]),
            operator("Mul", &[Step(1), Constant(0.5)]),
            operator("Add", &[Step(2), Constant(0.5)]),
            operator("Mul", &[Z, Step(3)]),
        ],
    }
    /// The sigmoid linear unit or swish, `z s` with `s = sigmoid(z)`; slope `s (1 + z (1 - s))`.
    ///
    /// PyTorch's `SiLU`.
    Silu = "silu" {
        value(z): z * math::sigmoid(z),
        slope(z): {
            let s = math::sigmoid(z);
            s * z.mul_add(z.constant(1.0) - s, z.constant(1.0))
        },
        long: true,
        onnx: [operator("Sigmoid", &[Z]), operator("Mul", &[Z, Step(0)])],
    }
    /// The softplus, `ln(1 + e^z)`; slope `1 - e^-y`. PyTorch's `Softplus`.
    Softplus = "softplus" {
        value(z): z.at_least(z.constant(0.0)) + math::ln_one_plus(math::exp_of_negative(-z.abs())),
        slope(y): -math::exp_minus_one(-y),
        long: true,
        onnx: [operator("Softplus", &[Z])],
    }
    /// The softsign, `z / (1 + |z|)`; slope `(1 - |y|)^2`. PyTorch's `Softsign`.
    Softsign = "softsign" {
        value(z): z / (z.abs() + z.constant(1.0)),
        slope(y): {
            let rest = y.constant(1.0) - y.abs();
            rest * rest
        },
        long: false,
        onnx: [operator("Softsign", &[Z])],
    }
    /// Mish, `z tanh(softplus(z))`.
    ///
    /// With `e = e^z` and `w = e (e + 2)`, `tanh(softplus(z)) = w / (w + 2)`. PyTorch's `Mish`.
    Mish = "mish" {
        value(z): {
            let (w, _) = mish_terms(z);
            z * (w / (w + z.constant(2.0)))
        },
        slope(z): mish_slope(z),
        long: true,
        onnx: [operator("Softplus", &[Z]), operator("Tanh", &[Step(0)]), operator("Mul", &[Z, Step(1)])],
    }
    /// The hard tanh: `z` clamped to `-1..=1`; slope 1 between the limits, else 0. PyTorch's `Hardtanh`.
    HardTanh = "hard_tanh" {
        value(z): z.at_least(z.constant(-1.0)).at_most(z.constant(1.0)),
        slope(y): step(y.constant(1.0) - y.abs(), 0.0, 1.0),
        long: false,
        onnx: [operator("Clip", &[Z, Constant(-1.0), Constant(1.0)])],
    }
    /// The hard sigmoid: `z/6 + 1/2` clamped to `0..=1`; slope 1/6 between the limits, else 0.
    ///
    /// PyTorch's `Hardsigmoid`.
    HardSigmoid = "hard_sigmoid" {
        value(z): z.affine(1.0 / 6.0, 0.5).at_least(z.constant(0.0)).at_most(z.constant(1.0)),
        slope(y): step(y * (y.constant(1.0) - y), 0.0, 1.0 / 6.0),
        long: false,
        onnx: [operator("HardSigmoid", &[Z]).with(&[("alpha", Number(1.0 / 6.0)), ("beta", Number(0.5))])],
    }
}
