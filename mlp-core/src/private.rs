//! The only names that an expansion of `mlp!` may use, through the facade. It is not part of the public interface.

pub use crate::batch::compiled::{Compiled, CompiledGradient};
pub use crate::batch::unrolled::{self, Unrolled};
pub use crate::compose::{Nested, network_inputs, residual_widths};
#[cfg(feature = "onnx")]
pub use crate::file::onnx::graph::Graph;
#[cfg(feature = "serde")]
pub use crate::file::serde as serialize;
pub use crate::implement_serde;
pub use crate::kernel::single;
pub use crate::layer::dense::DenseLayer;
pub use crate::layer::info::{Initialization, LayerInfo, LayerPath};
pub use crate::layer::parameters::{from_le_bytes, params, params_mut};
pub use crate::loss::function::LossFunction;
pub use crate::loss::scale::Scale;
pub use crate::loss::targets::{MatrixTargets, TargetBlock, Targets};
pub use crate::model::budget::costliest_above;
pub use crate::model::describe::describe;
pub use crate::model::pass::{BackwardPass, ForwardPass, InputDerivatives, Upstream, end_of_tape, largest};
pub use crate::model::shape::Push;
pub use crate::optimizer::moments::Slots;
pub use crate::sealed::Sealed;
pub use crate::simd::block::Block;
pub use crate::simd::lanes::{LaneArray, Lanes};
#[cfg(feature = "serde")]
pub use serde;

/// Activations, with the items that only expansions name.
pub mod activation {
    pub use crate::activation::expansion::*;
    pub use crate::activation::*;
}
pub use activation::LaneActivation;

#[cfg(feature = "serde")]
/// Implements `Serialize` and `Deserialize` for one network; its expansion calls it.
#[doc(hidden)]
#[macro_export]
macro_rules! implement_serde {
    ($network:ident) => {
        #[automatically_derived]
        impl $crate::private::serde::Serialize for $network {
            fn serialize<S: $crate::private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::private::serialize::serialize(self, serializer)
            }
        }
        #[automatically_derived]
        impl<'de> $crate::private::serde::Deserialize<'de> for $network {
            fn deserialize<D: $crate::private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::private::serialize::deserialize(deserializer)
            }
        }
    };
}

/// Implements nothing without the feature `serde`.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! implement_serde {
    ($network:ident) => {};
}
