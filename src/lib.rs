// the targets of the README's links in this documentation; of two definitions of a link the first one counts
#![doc = "[guide]: crate::guide\n"]
#![doc = "[The language]: crate::language\n"]
#![doc = concat!("[circles]: ", env!("CARGO_PKG_REPOSITORY"), "/raw/HEAD/docs/figures/circles.png\n")]
#![doc = concat!("[when it does not compile]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/docs/when-it-does-not-compile.md\n")]
#![doc = concat!("[named ends]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/docs/named-ends.md\n")]
#![doc = concat!("[microcontrollers]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/docs/microcontroller.md\n")]
#![doc = concat!("[playground]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/playground/README.md\n")]
#![doc = concat!("[from C]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/docs/from-c.md\n")]
#![doc = concat!("[`csv_to_network`]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/examples/csv_to_network.rs\n")]
#![doc = concat!("[examples]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/examples/README.md\n")]
#![doc = concat!("[benchmarks]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/docs/benchmarks.md\n")]
#![doc = concat!("[compile time]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/docs/compile-time.md\n")]
#![doc = concat!("[features]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/docs/features.md\n")]
#![doc = concat!("[reliability]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/docs/reliability.md\n")]
#![doc = concat!("[scaling]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/docs/scaling.md\n")]
#![doc = concat!("[their README]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/examples/data/README.md\n")]
#![doc = include_str!("../README.md")]
// which features an item needs, on docs.rs
#![cfg_attr(docsrs, feature(doc_cfg))]
#![no_std]
#![forbid(unsafe_code)]

#[cfg(feature = "std")]
extern crate std;

#[cfg(feature = "alloc")]
pub use mlp_core::data;
// here, and not in `__private`: messages of the compiler name it
#[cfg(feature = "std")]
pub use mlp_core::DistributedTrainer;
#[cfg(feature = "safetensors")]
pub use mlp_core::Weights;
#[cfg(feature = "alloc")]
pub use mlp_core::evolution;
#[doc(hidden)]
pub use mlp_core::private::Nested;
#[cfg(feature = "std")]
pub use mlp_core::ranks;
pub use mlp_core::{
    AsNetwork, Batch, Dense, DenseNoBias, Error, Impute, Imputer, Loss, Model, NamedEnds, Network, Optimizer,
    Parameters, Scaled, Scaler, Shape, State, Vector,
    activation::{self, Activation},
    error,
    loss::{self, Bce, CrossEntropy, HeadLoss, Heads, Huber, Mae, Mse, SoftCrossEntropy},
    optimizer::{self, Adam, AdamW, Momentum, RmsProp, Rprop, Sgd},
    quantized, random, schema,
};
#[cfg(feature = "compose")]
pub use mlp_core::{Beside, Concat, Joins, TakesSame};
pub use mlp_core::{Chain, Follows, metrics, population, schedule, simd};
#[cfg(feature = "alloc")]
pub use mlp_core::{
    EarlyStopping, Ensemble, Epoch, History, Imputed, Lbfgs, Partial, Pipeline, RecordImputer, Spread, Trainer,
    Validate, ValidatedBy, Validation, Workspace,
};
/// Declares networks as items, or one network as an expression. [`language`] describes the language.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! {
///     /// Encodes twelve inputs as three values.
///     pub struct Encoder: 12 => 8 relu => 3 tanh;
///     /// A declared network as a part of this one, and a residual block.
///     pub struct Classifier:
///         12 => encoder: net(Encoder) => residual(8 relu => 3) => 4 softmax
/// }
///
/// let net = Classifier::seeded(7);
/// assert_eq!(net.encoder.l1.weights.len(), 12);
/// let sum: f32 = net.forward(&[0.5; 12]).iter().sum();
/// assert!((sum - 1.0).abs() < 1e-6); // softmax: probabilities
/// let bare = mlp!(2 => 3 sigmoid => 1 sigmoid);
/// assert_eq!(bare.forward(&[0.0, 1.0]).len(), 1);
/// ```
///
/// Numbers that do not fit do not compile. If the macro detects it, the message is the macro's own and has no error
/// code, here "`residual` adds what its layers give to what they take: these give 32, but take 64":
///
/// ```compile_fail
/// mlp::mlp! { struct Net: 8 => 64 relu => residual(128 relu => 32) => 1 }
/// ```
///
/// If rustc detects it, the message has an error code, here "`net(Encoder)` takes 12 numbers, but 10 come before it",
/// and "expected an array with a size of 2, found one with a size of 3":
///
/// ```compile_fail,E0080
/// mlp::mlp! {
///     struct Encoder: 12 => 3 tanh;
///     struct Net: 10 => net(Encoder) => 1
/// }
/// ```
///
/// ```compile_fail,E0308
/// mlp::mlp!(2 => 3 sigmoid => 1 sigmoid).forward(&[1.0, 2.0, 3.0]);
/// ```
pub use mlp_macros::mlp;
pub use typenum;

#[cfg(doc)]
pub mod guide;
pub mod language;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

/// The items that most programs with networks use: `use mlp::prelude::*;`.
pub mod prelude {
    #[cfg(feature = "compose")]
    pub use crate::Concat;
    pub use crate::metrics::accuracy;
    pub use crate::{
        Activation, Adam, AdamW, Bce, Chain, CrossEntropy, HeadLoss, Heads, Huber, Loss, Mae, Model, Momentum, Mse,
        Network, Optimizer, Parameters, RmsProp, Rprop, Sgd, Shape, SoftCrossEntropy, mlp,
    };
    #[cfg(feature = "alloc")]
    pub use crate::{EarlyStopping, Ensemble, History, Lbfgs, Trainer};
}
