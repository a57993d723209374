//! Optimizers: how a step changes the parameters, given their gradient. Definitions are PyTorch's.
//!
//! With `w` a parameter, `g` its gradient and `lr` the learning rate; weight decay `d` adds `d w` to `g` first, except
//! in [`AdamW`]; clipping scales the whole gradient down to a given norm before that.

mod adam;
mod clip;
pub(crate) mod moments;
mod momentum;
mod rms_prop;
mod rprop;
mod rule;
mod settings;
mod sgd;
mod step;

pub use adam::{Adam, AdamW};
pub use moments::Moments;
pub(crate) use moments::Slots;
pub use momentum::Momentum;
pub use rms_prop::RmsProp;
pub use rprop::Rprop;
pub use sgd::Sgd;
pub use step::{Optimizer, State};
