//! One sample through a network, with units in the lanes.

pub(super) mod forward;
mod layer;
mod narrow;
mod network;

pub use layer::{activate, activate_last, add, dense};
pub use network::{Activation, Layer, Scratch, layers, scratch};
