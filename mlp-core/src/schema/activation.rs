//! The activations that a head with a range may have.

use crate::activation::{Elementwise, HardSigmoid, HardTanh, LaneActivation, Relu, Sigmoid, Softplus, Softsign, Tanh};
use crate::simd::lanes::Lanes;

/// An activation of a head with a range, as in `tanh -1..1`: one whose outputs have a lowest value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadActivation {
    /// [`Tanh`]
    Tanh,
    /// [`Softsign`]
    Softsign,
    /// [`HardTanh`]
    HardTanh,
    /// [`Sigmoid`]
    Sigmoid,
    /// [`HardSigmoid`]
    HardSigmoid,
    /// [`Relu`]
    Relu,
    /// [`Softplus`]
    Softplus,
}

/// Evaluates an expression with the type of the activation.
macro_rules! with_type {
    ($activation:expr, $name:ident => $value:expr) => {
        match $activation {
            HeadActivation::Tanh => {
                let $name = Tanh;
                $value
            }
            HeadActivation::Softsign => {
                let $name = Softsign;
                $value
            }
            HeadActivation::HardTanh => {
                let $name = HardTanh;
                $value
            }
            HeadActivation::Sigmoid => {
                let $name = Sigmoid;
                $value
            }
            HeadActivation::HardSigmoid => {
                let $name = HardSigmoid;
                $value
            }
            HeadActivation::Relu => {
                let $name = Relu;
                $value
            }
            HeadActivation::Softplus => {
                let $name = Softplus;
                $value
            }
        }
    };
}

impl HeadActivation {
    /// Returns the outputs that become the ends of the range in the user's units.
    ///
    /// They are -1 and 1 for the activations with these limits, and 0 and 1 for the others. `relu` and `softplus` go
    /// on above 1.
    #[must_use]
    pub const fn limits(self) -> (f32, f32) {
        match self {
            Self::Tanh | Self::Softsign | Self::HardTanh => (-1.0, 1.0),
            Self::Sigmoid | Self::HardSigmoid | Self::Relu | Self::Softplus => (0.0, 1.0),
        }
    }

    /// Returns the word of the declaration.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tanh => "tanh",
            Self::Softsign => "softsign",
            Self::HardTanh => "hard_tanh",
            Self::Sigmoid => "sigmoid",
            Self::HardSigmoid => "hard_sigmoid",
            Self::Relu => "relu",
            Self::Softplus => "softplus",
        }
    }

    pub(crate) fn elementwise(self) -> Elementwise {
        match self {
            Self::Tanh => Elementwise::Tanh,
            Self::Softsign => Elementwise::Softsign,
            Self::HardTanh => Elementwise::HardTanh,
            Self::Sigmoid => Elementwise::Sigmoid,
            Self::HardSigmoid => Elementwise::HardSigmoid,
            Self::Relu => Elementwise::Relu,
            Self::Softplus => Elementwise::Softplus,
        }
    }

    #[inline(always)]
    pub(crate) fn value<V: Lanes>(self, z: V) -> V {
        with_type!(self, activation => activation.value(z))
    }

    #[inline(always)]
    pub(crate) fn slope<V: Lanes>(self, z: V, y: V) -> V {
        with_type!(self, activation => activation.slope(z, y))
    }
}
