// where the README's link leads from here: of two definitions the first one counts
#![doc = "[guide]: crate::guide\n"]
#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

#[cfg(feature = "std")]
extern crate std;

#[cfg(feature = "alloc")]
pub use mlp_core::data;
#[cfg(feature = "compose")]
pub use mlp_core::{Beside, Concat, Joins, TakesSame};
pub use mlp_core::{
    Block, Dense, Error, Initialization, Layer, Loss, Network, Optimizer, Parameters, Scaled, Scaler, Shape, State,
    Unbiased, Vector,
    activation::{self, Activation},
    loss::{self, Bce, CrossEntropy, Huber, Mae, Mse, SoftCrossEntropy},
    optimizer::{self, Adam, AdamW, Momentum, RmsProp, Rprop, Sgd},
    random,
};
pub use mlp_core::{Chain, Follows, metrics, schedule, simd};
#[cfg(feature = "alloc")]
pub use mlp_core::{
    EarlyStopping, Ensemble, Epoch, History, Lbfgs, Spread, Trainer, Validate, ValidatedBy, Validation, Workspace,
};
pub use mlp_macros::mlp;
pub use typenum;

#[cfg(doc)]
pub mod guide;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

/// Everything that a program with networks needs: `use mlp::prelude::*;`
pub mod prelude {
    #[cfg(feature = "compose")]
    pub use crate::Concat;
    pub use crate::metrics::accuracy;
    pub use crate::{
        Activation, Adam, AdamW, Bce, Chain, CrossEntropy, Huber, Loss, Mae, Momentum, Mse, Network, Optimizer,
        Parameters, RmsProp, Rprop, Sgd, Shape, SoftCrossEntropy, mlp,
    };
    #[cfg(feature = "alloc")]
    pub use crate::{EarlyStopping, Ensemble, History, Lbfgs, Trainer};
}
