//! The mathematics of [`mlp`](https://docs.rs/mlp): dense layers, activations, losses, optimizers and their kernels.
//! It needs neither a heap nor `std`.
//!
//! # Conventions
//!
//! - `weights[input][unit]`: row `i` holds the weights of input `i` in every unit.
//! - A sample is an array `[f32; N]`. A batch is a slice of samples.
//! - A loss is a mean over the batch and the outputs; the cross-entropies are means over the batch.
//! - `z` are the weighted sums of a layer, `y` its outputs, and `d` the derivatives of the loss with respect to `z`.

// docs.rs shows the feature that an item needs
#![cfg_attr(docsrs, feature(doc_cfg))]
#![no_std]
#![deny(unsafe_code)]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod activation;
mod batch;
#[expect(unsafe_code, reason = "joined networks promise their layout; each promise has its proof")]
mod compose;
pub mod data;
mod ends;
pub mod error;
#[cfg(feature = "alloc")]
pub mod evolution;
#[expect(unsafe_code, reason = "pointers from C; each block has its proof")]
mod export;
mod file;
mod half;
mod kernel;
mod layer;
pub mod loss;
mod math;
pub mod metrics;
mod model;
mod network;
pub mod optimizer;
pub mod population;
#[doc(hidden)]
pub mod private;
#[expect(unsafe_code, reason = "bytes as arrays of weights; the block has its proof")]
pub mod quantized;
pub mod random;
#[cfg(feature = "std")]
pub mod ranks;
pub mod schema;
mod sealed;
pub mod simd;
#[cfg(feature = "rayon")]
mod threads;
mod thresholds;
mod train;
mod workspace;

pub use batch::Batch;
#[cfg(feature = "compose")]
pub use compose::{Beside, Concat, Joins, TakesSame};
pub use compose::{Chain, Follows};
#[cfg(feature = "alloc")]
pub use data::imputed::Imputed;
pub use data::imputer::{Impute, Imputer};
#[cfg(feature = "alloc")]
pub use data::partial::Partial;
#[cfg(feature = "alloc")]
pub use data::pipeline::Pipeline;
#[cfg(feature = "alloc")]
pub use data::record_imputer::RecordImputer;
pub use data::scaled::Scaled;
pub use data::scaler::Scaler;
pub use ends::NamedEnds;
pub use error::Error;
pub use layer::dense::{Dense, DenseNoBias};
pub use layer::parameters::Parameters;
pub use loss::Loss;
pub use model::shape::Shape;
pub use model::{Model, Vector};
#[cfg(feature = "safetensors")]
pub use network::Weights;
pub use network::{AsNetwork, Network};
pub use optimizer::{Optimizer, State};
#[cfg(feature = "alloc")]
pub use train::ensemble::{Ensemble, Spread};
#[cfg(feature = "alloc")]
pub use train::history::History;
#[cfg(feature = "alloc")]
pub use train::lbfgs::Lbfgs;
pub use train::schedule;
#[cfg(feature = "std")]
pub use train::trainer::DistributedTrainer;
#[cfg(feature = "alloc")]
pub use train::trainer::{EarlyStopping, Epoch, Trainer, Validate, ValidatedBy, Validation};
#[cfg(feature = "alloc")]
pub use workspace::Workspace;
