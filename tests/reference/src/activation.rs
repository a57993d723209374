//! Activations: values, derivatives, and the points where they are not smooth.

use crate::Scalar;
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// The function of a layer's pre-activations `z`: `y = activation(z)`.
///
/// All but [`Softmax`](Self::Softmax) act on each number alone. At a kink the derivative is `PyTorch`'s choice: 0 for
/// relu, `hard_tanh` and `hard_sigmoid`, the left one for `leaky_relu`, elu and selu.
///
/// ```
/// use mlp_reference::Activation;
///
/// assert_eq!(Activation::Relu.value(-2.0), 0.0);
/// assert_eq!(Activation::Sigmoid.derivative(0.0_f32), 0.25);
/// assert_eq!(Activation::LeakyRelu { slope: 0.5 }.forward(&[-2.0, 3.0]), [-1.0, 3.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Activation {
    /// `x`
    Identity,
    /// `1 / (1 + e^-x)`
    Sigmoid,
    /// `(e^x - e^-x) / (e^x + e^-x)`
    Tanh,
    /// `max(0, x)`
    Relu,
    /// `x` above 0, `slope x` elsewhere
    LeakyRelu {
        /// The slope below 0; the language's default is 0.01.
        slope: f64,
    },
    /// `x` above 0, `e^x - 1` elsewhere
    Elu,
    /// `SCALE x` above 0, `SCALE ALPHA (e^x - 1)` elsewhere; the constants keep mean 0 and variance 1
    Selu,
    /// `x P(X <= x)` of a standard normal `X`: `x (1 + erf(x / sqrt 2)) / 2`
    Gelu,
    /// `x sigmoid(x)`
    Silu,
    /// `ln(1 + e^x)`, and `x` itself above 20
    Softplus,
    /// `x / (1 + |x|)`
    Softsign,
    /// `x tanh(ln(1 + e^x))`
    Mish,
    /// `x`, held between -1 and 1
    HardTanh,
    /// `x / 6 + 1 / 2`, held between 0 and 1
    HardSigmoid,
    /// `e^z[u] / sum_v e^z[v]`, for a last layer
    Softmax,
}

/// Selu's constants, from its fixed point (Klambauer et al. 2017, appendix).
const SELU_ALPHA: f64 = 1.673_263_242_354_377_3;
const SELU_SCALE: f64 = 1.050_700_987_355_480_5;
/// Above this, softplus is the identity.
const SOFTPLUS_THRESHOLD: f64 = 20.0;

impl Activation {
    /// Every activation that acts on each number alone, `leaky_relu` with its default slope.
    pub const ELEMENTWISE: [Self; 14] = [
        Self::Identity,
        Self::Sigmoid,
        Self::Tanh,
        Self::Relu,
        Self::LeakyRelu { slope: 0.01 },
        Self::Elu,
        Self::Selu,
        Self::Gelu,
        Self::Silu,
        Self::Softplus,
        Self::Softsign,
        Self::Mish,
        Self::HardTanh,
        Self::HardSigmoid,
    ];

    /// `f(x)`.
    ///
    /// # Panics
    /// For [`Softmax`](Self::Softmax), which needs all the numbers of a layer.
    pub fn value<S: Scalar>(self, x: S) -> S {
        let number = S::from_f64;
        // Not `x > 0`, so that a NaN stays one.
        let left = x <= S::ZERO;
        match self {
            Self::Sigmoid => sigmoid(x),
            Self::Tanh => x.tanh(),
            Self::Relu if left => S::ZERO,
            Self::LeakyRelu { slope } if left => number(slope) * x,
            Self::Elu if left => x.exp_m1(),
            Self::Selu if left => number(SELU_SCALE * SELU_ALPHA) * x.exp_m1(),
            Self::Identity | Self::Relu | Self::LeakyRelu { .. } | Self::Elu => x,
            Self::Selu => number(SELU_SCALE) * x,
            Self::Gelu => x * normal_distribution(x),
            Self::Silu => x * sigmoid(x),
            Self::Softplus => softplus(x),
            Self::Softsign => x / (S::ONE + x.abs()),
            Self::Mish => x * softplus(x).tanh(),
            Self::HardTanh => clamp(x, -1.0, 1.0),
            Self::HardSigmoid => clamp(x / number(6.0) + number(0.5), 0.0, 1.0),
            Self::Softmax => panic!("softmax has no value at one number: use forward"),
        }
    }

    /// `f'(x)`, from the pre-activation `x`. Written so that no digits cancel: `1 - tanh^2` is `1 / cosh^2`.
    ///
    /// # Panics
    /// For [`Softmax`](Self::Softmax), which has a Jacobian.
    pub fn derivative<S: Scalar>(self, x: S) -> S {
        let number = S::from_f64;
        let left = x <= S::ZERO;
        match self {
            Self::Sigmoid => sigmoid(x) * sigmoid(-x),
            Self::Tanh => tanh_derivative(x),
            Self::Relu if left => S::ZERO,
            Self::LeakyRelu { slope } if left => number(slope),
            Self::Elu if left => x.exp(),
            Self::Selu if left => number(SELU_SCALE * SELU_ALPHA) * x.exp(),
            Self::Identity | Self::Relu | Self::LeakyRelu { .. } | Self::Elu => S::ONE,
            Self::Selu => number(SELU_SCALE),
            Self::Gelu => normal_distribution(x) + x * normal_density(x),
            Self::Silu => sigmoid(x) * (S::ONE + x * sigmoid(-x)),
            Self::Softplus if x > number(SOFTPLUS_THRESHOLD) => S::ONE,
            Self::Softplus => sigmoid(x),
            Self::Softsign => S::ONE / ((S::ONE + x.abs()) * (S::ONE + x.abs())),
            Self::Mish => softplus(x).tanh() + x * tanh_derivative(softplus(x)) * sigmoid(x),
            Self::HardTanh => inside(x, 1.0, S::ONE),
            Self::HardSigmoid => inside(x, 3.0, S::ONE / number(6.0)),
            Self::Softmax => panic!("softmax has no derivative at one number: use backward"),
        }
    }

    /// `y = f(z)` of a whole layer; both `[unit]`.
    pub fn forward<S: Scalar>(self, z: &[S]) -> Vec<S> {
        if self == Self::Softmax { softmax_forward(z) } else { z.iter().map(|&z| self.value(z)).collect() }
    }

    /// `d_z[u] = sum_v d_y[v] dy[v]/dz[u]`; all `[unit]`.
    pub fn backward<S: Scalar>(self, z: &[S], d_y: &[S]) -> Vec<S> {
        if self == Self::Softmax {
            return softmax_backward(&softmax_forward(z), d_y);
        }
        z.iter().zip(d_y).map(|(&z, &d_y)| d_y * self.derivative(z)).collect()
    }

    /// Where the activation, or one of its derivatives, jumps: differences across such a point mean nothing.
    #[must_use]
    pub fn kinks(self) -> &'static [f64] {
        match self {
            Self::Relu | Self::LeakyRelu { .. } | Self::Elu | Self::Selu | Self::Softsign => &[0.0],
            Self::Softplus => &[SOFTPLUS_THRESHOLD],
            Self::HardTanh => &[-1.0, 1.0],
            Self::HardSigmoid => &[-3.0, 3.0],
            _ => &[],
        }
    }
}

/// `y[u] = e^z[u] / sum_v e^z[v]`; both `[unit]`. The largest `z` is taken from all first, so that nothing overflows.
///
/// ```
/// assert_eq!(mlp_reference::softmax_forward(&[1000.0, 1000.0]), [0.5, 0.5]);
/// ```
pub fn softmax_forward<S: Scalar>(z: &[S]) -> Vec<S> {
    let largest = z.iter().fold(z[0], |a, &b| a.max(b));
    let powers: Vec<S> = z.iter().map(|&z| (z - largest).exp()).collect();
    let total = powers.iter().fold(S::ZERO, |a, &b| a + b);
    powers.iter().map(|&power| power / total).collect()
}

/// `d_z[u] = y[u] (d_y[u] - sum_v d_y[v] y[v])` from softmax's outputs `y`; all `[unit]`.
///
/// ```
/// assert_eq!(mlp_reference::softmax_backward(&[0.5, 0.5], &[1.0, 0.0]), [0.25, -0.25]);
/// ```
pub fn softmax_backward<S: Scalar>(y: &[S], d_y: &[S]) -> Vec<S> {
    let mean = y.iter().zip(d_y).fold(S::ZERO, |sum, (&y, &d_y)| sum + y * d_y);
    y.iter().zip(d_y).map(|(&y, &d_y)| y * (d_y - mean)).collect()
}

fn sigmoid<S: Scalar>(x: S) -> S {
    S::ONE / (S::ONE + (-x).exp())
}

fn tanh_derivative<S: Scalar>(x: S) -> S {
    S::ONE / (x.cosh() * x.cosh())
}

fn softplus<S: Scalar>(x: S) -> S {
    if x > S::from_f64(SOFTPLUS_THRESHOLD) { x } else { x.exp().ln_1p() }
}

/// `P(X <= x)` of a standard normal `X`.
fn normal_distribution<S: Scalar>(x: S) -> S {
    S::from_f64(0.5) * (-x * S::from_f64(FRAC_1_SQRT_2)).erfc()
}

/// `e^(-x^2 / 2) / sqrt(2 pi)`
fn normal_density<S: Scalar>(x: S) -> S {
    (S::from_f64(-0.5) * x * x).exp() / S::from_f64(2.0 * PI).sqrt()
}

fn clamp<S: Scalar>(x: S, low: f64, high: f64) -> S {
    let (low, high) = (S::from_f64(low), S::from_f64(high));
    if x < low {
        low
    } else if x > high {
        high
    } else {
        x
    }
}

/// `slope` strictly between `-bound` and `bound`, 0 elsewhere.
fn inside<S: Scalar>(x: S, bound: f64, slope: S) -> S {
    if x.abs() < S::from_f64(bound) { slope } else { S::ZERO }
}
