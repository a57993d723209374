//! Activations, each beside its derivative.
//!
//! With `z` the weighted sum of a unit and `y` its output, an activation is `y = f(z)`. Backpropagation multiplies by
//! its slope `dy/dz`. Definitions are PyTorch's.
//!
//! ```
//! use mlp::activation::{LeakyRelu, Sigmoid};
//!
//! assert_eq!(Sigmoid.output(0.0), 0.5);
//! assert_eq!(Sigmoid.derivative(0.0), 0.25);
//! assert_eq!(LeakyRelu { slope: 0.25 }.output(-2.0), -0.5);
//! ```

pub(crate) mod elementwise;
mod formulas;
pub(crate) mod last;
#[cfg(feature = "onnx")]
pub(crate) mod onnx;
pub(crate) mod own;
mod slice;
mod softmax;
mod tangent;

pub(crate) use elementwise::{Elementwise, LaneActivation, WithActivation};
pub use elementwise::{
    Elu, Gelu, HardSigmoid, HardTanh, Identity, LeakyRelu, Mish, Relu, Selu, Sigmoid, Silu, Softplus, Softsign, Tanh,
};
pub use last::{Distribution, LastActivation, Probability};
pub use own::Activation;
// messages of the compiler name it
#[doc(hidden)]
pub use own::Own;
pub(crate) use slice::{activate_in_place, activate_slice, multiply_slopes, replace_by_derivatives, slopes_in_place};
pub use softmax::Softmax;
pub(crate) use softmax::{SoftmaxUnits, finite, half_below, largest, normalize};
pub(crate) use tangent::through_elementwise;
