//! The mathematics of [`mlp`](https://docs.rs/mlp): dense layers, activations, losses, optimizers and the kernels that
//! run them. No heap is needed, and no `std`.
//!
//! # Conventions
//!
//! - `weights[input][unit]`: row `i` holds the weights that input `i` has in every unit.
//! - Samples are arrays `[f32; N]`, batches are slices of them.
//! - Losses are means: over the batch and the outputs, for the cross-entropies over the batch.
//! - With `z` the weighted sums of a layer and `y` its outputs, `d` is the loss's derivative with respect to `z`.

#![no_std]
#![deny(unsafe_code)]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod activation;
mod batch;
mod block;
mod budget;
#[cfg(feature = "safetensors")]
mod checkpoint;
#[expect(unsafe_code, reason = "joined networks promise their layout; each promise has its proof")]
mod compose;
#[cfg(feature = "alloc")]
pub mod data;
#[expect(unsafe_code, reason = "the layers promise their layout; each promise has its proof")]
mod dense;
mod describe;
mod dropout;
#[cfg(feature = "alloc")]
mod ensemble;
mod error;
#[cfg(feature = "std")]
mod file;
#[cfg(feature = "alloc")]
mod history;
mod initialization;
mod kernel;
pub mod lanes;
mod layer;
#[cfg(feature = "alloc")]
mod lbfgs;
pub mod loss;
mod math;
pub mod metrics;
pub mod network;
pub mod one;
#[cfg(feature = "onnx")]
#[doc(hidden)]
pub mod onnx;
pub mod optimizer;
#[expect(unsafe_code, reason = "the flat view of a network; each block has its proof")]
mod parameters;
pub mod pass;
pub mod random;
#[cfg(feature = "safetensors")]
mod safetensors;
mod scaled;
mod scaler;
pub mod schedule;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub mod serialize;
mod shape;
pub mod simd;
mod step;
#[cfg(feature = "rayon")]
mod threads;
#[cfg(feature = "alloc")]
mod trainer;
pub mod unrolled;
mod workspace;

pub use block::Block;
pub use budget::costliest_above;
#[cfg(feature = "compose")]
pub use compose::{Beside, Concat, Joins, TakesSame};
pub use compose::{Chain, Follows};
#[doc(hidden)]
pub use compose::{Part, network_inputs, residual_widths};
pub use dense::{Dense, DenseLayer, Unbiased};
pub use describe::describe;
#[cfg(feature = "alloc")]
pub use ensemble::{Ensemble, Spread};
pub use error::Error;
#[cfg(feature = "alloc")]
pub use history::History;
pub use layer::{Initialization, Layer, Place};
#[cfg(feature = "alloc")]
pub use lbfgs::Lbfgs;
pub use loss::Loss;
pub use network::{Network, Vector};
pub use optimizer::{Optimizer, State};
pub use parameters::{Parameters, from_le_bytes, params, params_mut};
pub use pass::{end_of_tape, largest};
pub use scaled::Scaled;
pub use scaler::Scaler;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub use serde;
pub use shape::{Push, Shape};
#[cfg(feature = "alloc")]
pub use trainer::{EarlyStopping, Epoch, Trainer, Validate, ValidatedBy, Validation};
#[cfg(feature = "alloc")]
pub use workspace::Workspace;

/// `Serialize` and `Deserialize` for one network: nothing without the feature `serde`.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! implement_serde {
    ($network:ident) => {};
}
