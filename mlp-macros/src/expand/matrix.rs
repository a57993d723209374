//! A batch through the kernels: calls with literal sizes, layer by layer. Values are matrices `[unit][sample]`.

pub(super) mod backward;
pub(super) mod forward;
pub(super) mod tape;
