//! The only names that the expansion of `mlp!` may use. Not part of the public interface.

pub use core::primitive::{bool, f32, i8, u32, u64, usize};
pub use mlp_core::private::values::*;
pub use mlp_core::private::{
    BackwardPass, Compiled, CompiledGradient, FixedGradient, ForwardPass, Initialization, InputDerivatives,
    InstructionSet, LaneActivation, Lanes, LayerInfo, LayerPath, Nested, Push, Unrolled, Upstream, Width, activation,
    costliest_above, describe, end_of_tape, ends, export, fixed, fixed_batch, from_le_bytes, half, implement_serde,
    largest, network_inputs, params as parameters, params_mut as parameters_mut, quantized, residual_widths, single,
    unrolled,
};
pub use mlp_core::{Dense, DenseNoBias, Loss, Model, Network, Parameters, Shape};

/// The width that an editor shows where none is known; nothing that is compiled names it.
pub const UNKNOWN_WIDTH: usize = 1;
