//! Optimizers: how a step changes the parameters, given their gradient.
//!
//! The definitions are PyTorch's. In the formulas `w` is a parameter, `g` its gradient and `lr` the learning rate.
//! Clipping comes first and scales the whole gradient down to a given norm. Then weight decay `d` adds `d w` to `g`,
//! except in [`AdamW`], where it is decoupled. With `decay_biases(false)` the biases do not decay.
//!
//! | optimizer | step |
//! |---|---|
//! | [`Sgd`] | `w -= lr g` |
//! | [`Momentum`] | `v = momentum v + g`, `w -= lr v` |
//! | [`RmsProp`] | `v = alpha v + (1 - alpha) g^2`, `w -= lr g / (sqrt(v) + 1e-8)` |
//! | [`Adam`], [`AdamW`] | `w -= lr m / (sqrt(v) + 1e-8)` with the corrected means `m` of `g` and `v` of `g^2` |
//! | [`Rprop`] | a step length of its own per parameter, and the sign of `g` |
//!
//! ```
//! use mlp::prelude::*;
//!
//! mlp! { struct Net: 1 => 1 }
//!
//! // learns y = 2 x + 1
//! let (mut net, optimizer) = (Net::seeded(7), Momentum::new(0.1, 0.9));
//! let mut state = optimizer.init();
//! for _ in 0..300 {
//!     net.train_batch(Mse, &optimizer, &mut state, &[[0.0], [1.0]], &[[1.0], [3.0]]);
//! }
//! assert!((net.l1.weights[0][0] - 2.0).abs() < 1e-2);
//! ```

mod adam;
mod bias_correction;
mod clip;
mod groups;
#[cfg(feature = "alloc")]
pub(crate) mod members;
pub(crate) mod moments;
mod momentum;
mod rms_prop;
mod rprop;
mod rule;
mod settings;
mod sgd;
mod step;

pub use adam::{Adam, AdamW};
#[cfg(feature = "alloc")]
pub(crate) use groups::{clear_frozen, first_trained};
pub use moments::Moments;
pub(crate) use moments::Slots;
pub use momentum::Momentum;
pub use rms_prop::RmsProp;
pub use rprop::Rprop;
pub use sgd::Sgd;
pub use step::{Optimizer, State};
