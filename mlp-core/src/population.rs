//! Populations: many networks of one type, computed sixteen at a time.
//!
//! A [`Population`] holds the networks. [`MemberBatch`] are the samples that its members answer or train on, and
//! [`Optimizers`] the optimizers of a training step, whose moments are in a [`PopulationState`].

mod batch;
#[cfg(feature = "safetensors")]
mod file;
mod members;
mod optimizers;
#[cfg(feature = "alloc")]
mod part;
#[cfg(feature = "alloc")]
mod state;
mod storage;
#[cfg(feature = "rayon")]
mod threads;
#[cfg(feature = "alloc")]
mod train;

pub use batch::MemberBatch;
pub use members::Population;
pub use optimizers::Optimizers;
#[cfg(feature = "alloc")]
pub use state::PopulationState;
pub use storage::{DefaultStorage, Storage};
