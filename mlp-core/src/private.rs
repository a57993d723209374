//! The only names that the expansion of `mlp!` may use, through the facade. Not part of the public interface.

pub use crate::activation::LaneActivation;
pub use crate::batch::compiled::{Compiled, CompiledGradient};
pub use crate::batch::unrolled::{self, Unrolled};
pub use crate::compose::{Nested, network_inputs, residual_widths};
#[cfg(feature = "serde")]
pub use crate::file::serde as serialize;
pub use crate::implement_serde;
pub use crate::kernel::single;
pub use crate::layer::info::{LayerInfo, LayerPath};
pub use crate::layer::parameters::{from_le_bytes, params, params_mut};
pub use crate::loss::LossFunction;
pub use crate::model::budget::costliest_above;
pub use crate::model::describe::describe;
pub use crate::model::pass::{BackwardPass, ForwardPass, InputDerivatives, Upstream, end_of_tape, largest};
pub use crate::model::shape::Push;
pub use crate::simd::block::Block;
pub use crate::simd::lanes::Lanes;
#[cfg(feature = "serde")]
pub use serde;
