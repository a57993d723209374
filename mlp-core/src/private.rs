//! Public items that are not for users: the names of expansions, and those that public signatures need. Not part of the
//! public interface.

// what an expansion of `mlp!` names, through the facade

pub use crate::batch::compiled::{Compiled, CompiledGradient};
pub use crate::batch::fixed::{self as fixed_batch, FixedGradient};
pub use crate::batch::unrolled::{self, Unrolled};
pub use crate::compose::{Nested, network_inputs, residual_widths};
pub use crate::implement_serde;
pub use crate::kernel::single;
pub use crate::layer::info::{Initialization, LayerInfo, LayerPath};
pub use crate::layer::parameters::{from_le_bytes, params, params_mut};
pub use crate::model::budget::costliest_above;
pub use crate::model::describe::describe;
pub use crate::model::fixed;
pub use crate::model::pass::{BackwardPass, ForwardPass, InputDerivatives, Upstream, end_of_tape, largest};
pub use crate::model::shape::{Push, Width};
pub use crate::simd::lanes::Lanes;
pub use crate::simd::set::InstructionSet;
pub use activation::LaneActivation;

/// The parts of functions that C calls.
pub mod export {
    pub use crate::export::{Header, forward, forward_batch};
}

/// `declare_values!` and what it names. The facade takes all of it, since it does not know this crate's features.
pub mod values {
    #[cfg(feature = "serde")]
    pub use crate::file::serde::{arrays, nested_arrays};
    pub use crate::{declare_ends, declare_values};
    #[cfg(feature = "serde")]
    pub use serde;
}

/// The items that the expansion of a network with named ends uses.
pub mod ends {
    pub use crate::ends::NamedEnds;
    pub use crate::loss::heads::HeadTerm;
    pub use crate::loss::{Answer, Bce, CrossEntropy, HeadLoss, HeadLosses, NumberLoss, Target};
    pub use crate::schema::value::{
        decode, encode, encode_class, flattened, from_numbers, largest_class, out_of_range, write_numbers,
    };
    pub use crate::schema::{Field, Fields, HeadActivation, Kind, NamedOutputs, Row, Schema, Value};
}

/// The layers of a network with `storage = f16`.
pub mod half {
    pub use crate::half::Layer;
}

/// The layers of a network with `arithmetic = i8`.
pub mod quantized {
    pub use crate::quantized::{Clamp, Layer, Quantization, Softmax, Table, Units, resized, signed};
}

/// Activations, with the items that only expansions name.
pub mod activation {
    pub use crate::activation::elementwise::{Elementwise, LaneActivation};
    pub use crate::activation::last::Unknown;
    pub use crate::activation::own::{Own, OwnActivation};
    pub use crate::activation::{
        Activation, Elu, Gelu, HardSigmoid, HardTanh, Identity, LeakyRelu, Mish, Relu, Selu, Sigmoid, Silu, Softmax,
        Softplus, Softsign, Tanh,
    };
}

// what `implement_serde!` names

#[cfg(feature = "serde")]
pub use crate::file::serde as serialize;
#[cfg(feature = "serde")]
pub use serde;

// what stands in signatures of public traits, so that it has a name; the traits are sealed

#[cfg(feature = "onnx")]
pub use crate::file::onnx::graph::Graph;
pub use crate::kernel::fixed::Samples;
pub use crate::layer::dense::{DenseLayer, FixedLayer};
pub use crate::loss::function::LossFunction;
pub use crate::loss::heads::{HasHeads, HeadFunction};
pub use crate::loss::members::MemberTargets;
pub use crate::loss::scale::Scale;
pub use crate::loss::targets::{MatrixTargets, TargetBlock, Targets};
pub use crate::loss::total::Total;
pub use crate::optimizer::moments::Slots;
pub use crate::sealed::Sealed;
pub use crate::simd::block::Block;
pub use crate::simd::lanes::LaneArray;
pub use crate::simd::portable::Portable;

#[cfg(feature = "serde")]
/// Implements `Serialize` and `Deserialize` for one network; its expansion calls it.
#[doc(hidden)]
#[macro_export]
macro_rules! implement_serde {
    ($network:ident) => {
        #[automatically_derived]
        #[allow(deprecated, reason = "the network itself may be")]
        impl $crate::private::serde::Serialize for $network {
            fn serialize<S: $crate::private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::private::serialize::serialize(self, serializer)
            }
        }
        #[automatically_derived]
        #[allow(deprecated, reason = "the network itself may be")]
        impl<'de> $crate::private::serde::Deserialize<'de> for $network {
            fn deserialize<D: $crate::private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::private::serialize::deserialize(deserializer)
            }
        }
    };
}

/// Declares the items of named ends; the expansion of a network calls it.
#[doc(hidden)]
#[macro_export]
macro_rules! declare_ends {
    ($($item:tt)*) => {
        $($item)*
    };
}

/// Declares a struct of values or an enum of classes, with `serde`'s traits; its expansion calls it.
///
/// The path is that of `serde` in the user's crate. Where two items follow, the first has attributes for `serde`.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! declare_values {
    ($serde:tt { $($item:tt)* } $({ $($plain:tt)* })?) => {
        #[derive($crate::private::serde::Serialize, $crate::private::serde::Deserialize)]
        #[serde(crate = $serde)]
        $($item)*
    };
}

/// Declares a struct of values or an enum of classes; its expansion calls it.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! declare_values {
    ($serde:tt { $($item:tt)* }) => {
        $($item)*
    };
    ($serde:tt { $($item:tt)* } { $($plain:tt)* }) => {
        $($plain)*
    };
}

/// Implements nothing without the feature `serde`.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! implement_serde {
    ($network:ident) => {};
}
