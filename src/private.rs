//! The only names that the expansion of `mlp!` may use. Not part of the public interface.

pub use core::primitive::{bool, f32, u32, u64, usize};
pub use mlp_core::lanes::Lanes;
pub use mlp_core::pass::{BackwardPass, ForwardPass, Upstream};
pub use mlp_core::unrolled::Unrolled;
pub use mlp_core::{
    Dense, Initialization, Layer, Loss, Network, Parameters, Place, Push, Shape, Unbiased,
    activation::{self, LaneActivation},
    describe, end_of_tape, implement_serde, largest, one, params, params_mut, unrolled,
};
