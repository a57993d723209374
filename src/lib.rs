//! mlp
#![no_std]
#![forbid(unsafe_code)]

#[cfg(feature = "std")]
extern crate std;

pub use mlp_core::{
    Block, Dense, Error, Initialization, Layer, Loss, Network, Optimizer, Parameters, Shape, State, Unbiased, Vector,
    activation::{self, Activation},
    loss::{self, Bce, CrossEntropy, Huber, Mae, Mse, SoftCrossEntropy},
    optimizer::{self, Adam, AdamW, Momentum, RmsProp, Sgd},
    random,
};
pub use mlp_macros::mlp;
pub use typenum;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

/// Everything that a program with networks needs: `use mlp::prelude::*;`
pub mod prelude {
    pub use crate::{
        Activation, Adam, AdamW, Bce, CrossEntropy, Huber, Loss, Mae, Momentum, Mse, Network, Optimizer, Parameters,
        RmsProp, Sgd, Shape, SoftCrossEntropy, mlp,
    };
}
