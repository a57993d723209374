//! Matrix kernels with sizes as arguments: compiled once, in this crate, whatever a user's build is.
//!
//! Data of a batch are matrices `[unit][sample]`: the samples lie in the lanes. Widths then need no padding and no
//! tails in the forward pass, activations and losses see whole vectors, and weights are read as they are stored.
//! A matrix has a multiple of [`LANES`] columns; those past the batch take no part in losses, so that their derivatives are
//! zero, and where whole vectors hold no sample nothing is computed. Or it has one sample: then the units lie in the lanes
//! (`one`, `one_backward`).

mod backward;
mod forward;
mod one;
mod one_backward;
mod one_narrow;
mod panel;
mod sink;
mod tile;
mod transpose;

pub(crate) use backward::{BackwardLayer, InputGradient, Slope, scratch_size};
pub(crate) use forward::ForwardLayer;
pub(crate) use one::{ForwardOne, forward_one};
#[cfg(feature = "rayon")]
pub(crate) use sink::Part;
pub(crate) use sink::{Discard, Sink};
use transpose::units_to_padded_samples;
pub(crate) use transpose::{join, samples_to_units, separate, sum_lanes, units_to_samples};

/// Matrices have a multiple of this many samples, or one.
pub(crate) const LANES: usize = 16;
