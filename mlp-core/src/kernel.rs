//! Matrix kernels with sizes as arguments: compiled once, in this crate, whatever a user's build is.
//!
//! Data of a batch are matrices `[unit][sample]`: the samples lie in the lanes. Widths then need no padding and no
//! tails in the forward pass, activations and losses see whole vectors, and weights are read as they are stored.
//! A matrix has a multiple of [`LANES`](crate::simd::lanes::LANES) columns; those past the batch take no part in losses, so that their derivatives are
//! zero, and where whole vectors hold no sample nothing is computed. Or it has one sample: then the units lie in the lanes
//! (`single`).

mod backward;
mod forward;
pub mod single;
mod sink;
mod tile;
mod transpose;

pub(crate) use backward::{BackwardLayer, InputGradient, Slope, scratch_size};
pub(crate) use forward::ForwardLayer;
#[cfg(feature = "rayon")]
pub(crate) use sink::Part;
pub(crate) use sink::{Discard, Sink};
pub(crate) use transpose::{samples_to_units, units_to_samples};
