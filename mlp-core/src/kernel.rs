//! Matrix kernels with sizes as arguments: compiled once, in this crate, however the user's program is built.
//!
//! The values of a batch are matrices `[unit][sample]`, with samples in the lanes. Widths then need no padding and no
//! tails in the forward pass, activations and losses read whole vectors, and weights are read as they are stored.
//!
//! A matrix has a multiple of [`LANES`](crate::simd::lanes::LANES) columns. Columns past the batch take no part in losses,
//! so that their derivatives are zero. Where whole vectors hold no sample, nothing is computed.
//!
//! A few samples are stored one after the other instead, with units in the lanes: see [`Layout`] and `by_sample`.

mod backward;
mod by_sample;
mod chains;
pub(crate) mod fixed;
mod forward;
mod layout;
mod members;
pub mod single;
mod sink;
mod start;
mod tile;
mod transpose;

pub(crate) use backward::{BackwardLayer, InputGradient, Slope, replace, scratch_size};
pub(crate) use forward::ForwardLayer;
pub(crate) use layout::{Layout, parts, parts_mut};
pub(crate) use members::{Lane, MemberGradient, MemberLayer, MemberWeights};
#[cfg(feature = "rayon")]
pub(crate) use sink::SinkPart;
pub(crate) use sink::{Discard, Sink, Start};
pub(crate) use transpose::{samples_to_units, units_to_samples};
