//! Warmup, and one schedule after another.

use super::{Schedule, rounded};
use crate::error::{Error, check_fraction, debug_assert_valid};

/// Rises linearly from `start base` to `base` in `steps` steps, and stays there.
///
/// `base (start + (1 - start) min(t / steps, 1))`. PyTorch's `LinearLR`.
///
/// ```
/// use mlp::schedule::{CosineDecay, LinearWarmup, Schedule};
///
/// let schedule = LinearWarmup::new(0.5, 10).then(CosineDecay::new(100));
/// assert_eq!([0, 5, 10, 110].map(|t| schedule.learning_rate(0.1, t)), [0.05, 0.075, 0.1, 0.0]);
/// ```
#[doc(alias("LinearLR", "warmup"))]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinearWarmup {
    start: f32,
    steps: u32,
}

impl LinearWarmup {
    /// Returns a schedule that rises from `start` times the base rate to the base rate in `steps` steps.
    ///
    /// `start` is at least 0 and at most 1. With 0 steps there is no warmup.
    #[must_use]
    pub const fn new(start: f32, steps: u32) -> Self {
        Self { start, steps }
    }

    /// Continues with `next` from the step at which the base rate is reached.
    #[must_use]
    pub const fn then<S: Schedule>(self, next: S) -> Then<Self, S> {
        Then::new(self, self.steps, next)
    }
}

impl Schedule for LinearWarmup {
    fn check(&self) -> Result<(), Error> {
        check_fraction("LinearWarmup::start", self.start)
    }

    fn learning_rate(&self, base: f32, t: u32) -> f32 {
        debug_assert_valid(|| self.check());
        if t >= self.steps {
            return base;
        }
        let start = f64::from(self.start);
        rounded(f64::from(base) * (start + (1.0 - start) * f64::from(t) / f64::from(self.steps)))
    }
}

/// One schedule after another.
///
/// `first`, and from step `steps` on `second`, whose steps are counted from there. PyTorch's `SequentialLR`.
///
/// ```
/// use mlp::schedule::{Constant, ExponentialDecay, Schedule, Then};
///
/// let schedule = Then::new(Constant, 10, ExponentialDecay::new(0.5));
/// assert_eq!([9, 10, 11].map(|t| schedule.learning_rate(0.1, t)), [0.1, 0.1, 0.05]);
/// ```
#[doc(alias = "SequentialLR")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Then<A, B> {
    first: A,
    steps: u32,
    second: B,
}

impl<A: Schedule, B: Schedule> Then<A, B> {
    /// Returns a schedule that follows `first` for `steps` steps, then `second`.
    #[must_use]
    pub const fn new(first: A, steps: u32, second: B) -> Self {
        Self { first, steps, second }
    }
}

impl<A: Schedule, B: Schedule> Schedule for Then<A, B> {
    fn check(&self) -> Result<(), Error> {
        self.first.check()?;
        self.second.check()
    }

    fn learning_rate(&self, base: f32, t: u32) -> f32 {
        match t.checked_sub(self.steps) {
            None => self.first.learning_rate(base, t),
            Some(t) => self.second.learning_rate(base, t),
        }
    }

    fn observe(&mut self, t: u32, loss: f32) {
        match t.checked_sub(self.steps) {
            None => self.first.observe(t, loss),
            Some(t) => self.second.observe(t, loss),
        }
    }

    fn remember(&self, write: &mut dyn FnMut(u32)) {
        self.first.remember(write);
        self.second.remember(write);
    }

    fn recall(&mut self, read: &mut dyn FnMut() -> u32) {
        self.first.recall(read);
        self.second.recall(read);
    }
}
