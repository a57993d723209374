//! Learning-rate schedules: how the learning rate changes during a training run.
//!
//! The definitions are those of PyTorch's `torch.optim.lr_scheduler`, in closed form where there is one, so a rate does
//! not depend on the rates before it. In the formulas `base` is the optimizer's learning rate and `t` the step, counted
//! from 0 in epochs ([`Trainer::schedule`](crate::Trainer::schedule)) or in batches
//! ([`Trainer::schedule_batches`](crate::Trainer::schedule_batches)).
//!
//! Schedules need no heap. In a loop of your own, pass `schedule.learning_rate(base, t)` to
//! [`Optimizer::set_learning_rate`]:
//!
//! ```
//! use mlp::prelude::*;
//! use mlp::schedule::{CosineDecay, Schedule};
//!
//! mlp! { struct Net: 1 => 1 }
//!
//! let (mut net, mut optimizer) = (Net::seeded(7), Sgd::new(0.1));
//! let (mut state, schedule) = (optimizer.init(), CosineDecay::new(100));
//! for t in 0..100 {
//!     optimizer.set_learning_rate(schedule.learning_rate(0.1, t));
//!     net.train_batch(Mse, &optimizer, &mut state, &[[0.0], [1.0]], &[[1.0], [3.0]]);
//! }
//! ```
//!
//! [`Optimizer::set_learning_rate`]: crate::Optimizer::set_learning_rate

mod cosine;
mod decay;
mod one_cycle;
mod plateau;
mod warmup;

pub use cosine::CosineDecay;
pub use decay::{ExponentialDecay, StepDecay};
pub use one_cycle::OneCycle;
pub use plateau::ReduceOnPlateau;
pub use warmup::{LinearWarmup, Then};

use crate::error::Error;

/// A learning-rate schedule: computes the learning rate of a step from the optimizer's own.
///
/// A function or closure of `(base, t)` is a schedule, too:
///
/// ```
/// use mlp::schedule::Schedule;
///
/// let inverse = |base: f32, t: u32| base / (1.0 + t as f32);
/// assert_eq!(inverse.learning_rate(0.1, 4), 0.02);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a learning-rate schedule",
    label = "expected a schedule, found `{Self}`",
    note = "the schedules are those in `mlp::schedule`, as `CosineDecay::new(100)`, and functions `fn(base: f32, t: u32) -> f32`"
)]
pub trait Schedule: Clone {
    /// Returns the learning rate of step `t`, counted from 0: finite and not negative.
    ///
    /// With a setting out of its range, a schedule may panic or return any value; see [`Schedule::check`].
    fn learning_rate(&self, base: f32, t: u32) -> f32;

    /// Checks that every setting is in its range.
    ///
    /// A closure has no settings; [`Trainer`](crate::Trainer) checks the rates it returns.
    ///
    /// ```
    /// use mlp::schedule::{CosineDecay, Schedule};
    ///
    /// let error = CosineDecay::new(0).check().unwrap_err();
    /// assert_eq!(error.to_string(), "`CosineDecay::steps` is 0: expected at least 1");
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::InvalidSetting`] for the first setting that is out of its range.
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Observes the loss after step `t`; does nothing in schedules that depend on the step alone.
    fn observe(&mut self, t: u32, loss: f32) {
        let _ = (t, loss);
    }

    /// Writes the state that [`Schedule::observe`] changes, for a checkpoint.
    fn remember(&self, write: &mut dyn FnMut(u32)) {
        let _ = write;
    }

    /// Restores the state that [`Schedule::remember`] wrote, in the same order.
    fn recall(&mut self, read: &mut dyn FnMut() -> u32) {
        let _ = read;
    }
}

impl<F: Fn(f32, u32) -> f32 + Clone> Schedule for F {
    fn learning_rate(&self, base: f32, t: u32) -> f32 {
        self(base, t)
    }
}

/// A constant rate, `base`: the default schedule of the trainer.
///
/// ```
/// use mlp::schedule::{Constant, Schedule};
///
/// assert_eq!(Constant.learning_rate(0.1, 1_000), 0.1);
/// ```
#[doc(alias = "ConstantLR")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Constant;

impl Schedule for Constant {
    fn learning_rate(&self, base: f32, _: u32) -> f32 {
        base
    }
}

/// Rounds to the nearest `f32`: rates are computed in `f64`.
#[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
const fn rounded(rate: f64) -> f32 {
    rate as f32
}
