//! Activations as a value, for kernels that are compiled once and told which one to apply.

use super::LaneActivation;
use super::built_in::{
    Elu, Gelu, HardSigmoid, HardTanh, Identity, LeakyRelu, Mish, Relu, Selu, Sigmoid, Silu, Softplus, Softsign, Tanh,
};

/// Every activation that the kernels know.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "each is documented at the type of the same name")]
pub enum Elementwise {
    Identity,
    Sigmoid,
    Tanh,
    Relu,
    LeakyRelu(f32),
    Elu,
    Selu,
    Gelu,
    Silu,
    Softplus,
    Softsign,
    Mish,
    HardTanh,
    HardSigmoid,
}

/// Something to do with an activation whose type is known.
pub(crate) trait WithActivation {
    /// What it returns.
    type Output;
    /// Does it.
    fn with<A: LaneActivation>(self, activation: A) -> Self::Output;
}

impl Elementwise {
    /// Whether the slope follows from the output alone. If not, it is stored during the forward pass.
    #[must_use]
    pub const fn slope_from_value(self) -> bool {
        !matches!(self, Self::Gelu | Self::Silu | Self::Mish)
    }

    /// Hands the activation on as a type.
    #[inline(always)]
    pub(crate) fn resolve<W: WithActivation>(self, work: W) -> W::Output {
        match self {
            Self::Identity => work.with(Identity),
            Self::Sigmoid => work.with(Sigmoid),
            Self::Tanh => work.with(Tanh),
            Self::Relu => work.with(Relu),
            Self::LeakyRelu(slope) => work.with(LeakyRelu { slope }),
            Self::Elu => work.with(Elu),
            Self::Selu => work.with(Selu),
            Self::Gelu => work.with(Gelu),
            Self::Silu => work.with(Silu),
            Self::Softplus => work.with(Softplus),
            Self::Softsign => work.with(Softsign),
            Self::Mish => work.with(Mish),
            Self::HardTanh => work.with(HardTanh),
            Self::HardSigmoid => work.with(HardSigmoid),
        }
    }
}
