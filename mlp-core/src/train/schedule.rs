//! Learning-rate schedules: how the size of the steps changes during a training. Definitions are PyTorch's
//! (`torch.optim.lr_scheduler`), in closed form where there is one, so that a rate does not depend on those before it.
//!
//! With `base` the optimizer's learning rate and `t` the step, counted from 0 in epochs or in batches. No heap is
//! needed: a loop of your own gives `schedule.learning_rate(base, t)` to [`Optimizer::set_learning_rate`].
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

/// How the learning rate follows from the one that the optimizer has.
///
/// A function or closure of `(base, t)` is a schedule too:
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
    /// Returns the learning rate of step `t`, from 0: finite and not negative.
    ///
    /// A schedule with a setting out of its range may panic, or return anything.
    fn learning_rate(&self, base: f32, t: u32) -> f32;

    /// Checks that every setting is in its range. A closure has none: [`Trainer`](crate::Trainer) looks at its rates.
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
    /// [`Error::InvalidSetting`] for the first setting that is not.
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Looks at the loss after step `t`. Schedules that follow from the step alone do nothing.
    fn observe(&mut self, t: u32, loss: f32) {
        let _ = (t, loss);
    }

    /// Writes what [`Schedule::observe`] has changed, for a checkpoint.
    fn remember(&self, write: &mut dyn FnMut(u32)) {
        let _ = write;
    }

    /// Takes over what [`Schedule::remember`] wrote, in the same order.
    fn recall(&mut self, read: &mut dyn FnMut() -> u32) {
        let _ = read;
    }
}

impl<F: Fn(f32, u32) -> f32 + Clone> Schedule for F {
    fn learning_rate(&self, base: f32, t: u32) -> f32 {
        self(base, t)
    }
}

/// The optimizer's learning rate, all the time: the trainer's schedule if you give it none.
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

/// The nearest `f32`: rates are worked out in `f64`.
#[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
const fn rounded(rate: f64) -> f32 {
    rate as f32
}
