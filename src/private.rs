//! The only names that the expansion of `mlp!` may use. Not part of the public interface.

pub use core::primitive::{bool, f32, u32, u64, usize};
pub use mlp_core::lanes::Lanes;
pub use mlp_core::pass::{BackwardPass, ForwardPass, Upstream};
pub use mlp_core::unrolled::Unrolled;
pub use mlp_core::{
    Dense, Initialization, Layer, Loss, Network, Parameters, Part, Place, Push, Shape, Unbiased,
    activation::{self, LaneActivation},
    costliest_above, describe, end_of_tape, from_le_bytes, implement_serde, largest, network_inputs, one,
    params as parameters, params_mut as parameters_mut, residual_widths, unrolled,
};

/// Functions with the names of the parameters in an expansion. A pattern that is a single name means a constant of
/// that name, if there is one in scope; an import of a function in between hides it, and patterns may shadow functions.
pub mod parameter_names {
    #![expect(missing_docs, reason = "names and nothing else")]
    pub const fn input() {}
    pub const fn inputs() {}
    pub const fn outputs() {}
    pub const fn params() {}
    pub const fn seed() {}
}
