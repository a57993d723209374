//! Samples: reading, generating, scaling and splitting them.
//!
//! [`Dataset`] holds inputs and targets together. [`Split`] and [`KFold`] divide it as scikit-learn does, and
//! [`Dataset::cross_validate`] trains one network per fold. `csv` reads tables and `idx` reads the files of MNIST, each
//! with the feature of that name.
//!
//! # Small data sets from a seed
//!
//! Generators for trying out a network. The same seed generates the same samples on every machine. All generators
//! return points and labels in random order; a label is the index of the class that a point was drawn for. A network
//! with `softmax` is trained on the labels themselves. For one with `sigmoid` use [`binary`], for other losses
//! [`one_hot`], whose reverse is [`labels`]. The definitions are those of scikit-learn's `make_blobs`, `make_circles` and `make_moons`.
//!
//! The order of the arguments is the number of samples, the shape, the standard deviation of the noise, the seed.
//! Elsewhere data come before settings, and inputs before targets.
//! ```
//! use mlp::data;
//!
//! let (points, labels) = data::circles(200, 0.4, 0.1, 0);
//! let targets = data::binary(&labels)?;
//! assert_eq!((points.len(), targets.len()), (200, 200));
//! # Ok::<(), mlp::Error>(())
//! ```

#[cfg(feature = "alloc")]
mod columns;
#[cfg(feature = "alloc")]
mod cross_validation;
#[cfg(feature = "csv")]
pub mod csv;
#[cfg(feature = "alloc")]
mod dataset;
#[cfg(feature = "alloc")]
mod folds;
#[cfg(feature = "idx")]
pub mod idx;
#[cfg(feature = "alloc")]
pub(crate) mod imputed;
pub(crate) mod imputer;
#[cfg(feature = "alloc")]
mod inspection;
#[cfg(feature = "alloc")]
pub(crate) mod partial;
#[cfg(feature = "alloc")]
pub(crate) mod pipeline;
#[cfg(feature = "alloc")]
mod plane;
#[cfg(feature = "alloc")]
pub(crate) mod record_imputer;
pub(crate) mod scaled;
pub(crate) mod scaler;
#[cfg(feature = "alloc")]
mod split;
#[cfg(feature = "alloc")]
mod strata;
#[cfg(feature = "alloc")]
mod synthetic;
#[cfg(all(test, feature = "std"))]
mod tests;

#[cfg(feature = "alloc")]
pub use columns::{Columns, InputColumn};
#[cfg(feature = "alloc")]
pub use cross_validation::FoldScores;
#[cfg(feature = "alloc")]
pub use dataset::Dataset;
#[cfg(feature = "alloc")]
pub use folds::{Fold, KFold};
#[cfg(feature = "alloc")]
pub use inspection::{Importances, LearningPoint, Search};
#[cfg(feature = "alloc")]
pub use split::Split;
#[cfg(feature = "alloc")]
pub use synthetic::{binary, blobs, circles, labels, moons, one_hot, spirals, xor};
