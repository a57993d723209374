//! A schedule with one rise and one fall.

use super::cosine::between;
use super::{Schedule, rounded};
use crate::error::{Error, check, check_fraction, check_not_negative, debug_assert_valid};

/// One cycle: rises to `highest`, then falls to almost 0 (Smith & Topin 2018). PyTorch's `OneCycleLR`.
///
/// The rate rises from `highest / 25` to `highest` in the first 30 % of the steps, then falls to `highest / 250_000`,
/// both along half a cosine. The steps are usually batches
/// ([`Trainer::schedule_batches`](crate::Trainer::schedule_batches)).
///
/// The optimizer's own rate is not used. After the last step the rate stays constant, where PyTorch's schedule returns
/// an error. Momentum is not changed, as with `cycle_momentum=False`.
///
/// ```
/// use mlp::schedule::{OneCycle, Schedule};
///
/// let schedule = OneCycle::new(0.1, 101);
/// assert_eq!([0, 100].map(|t| schedule.learning_rate(f32::NAN, t)), [0.004, 4e-7]);
/// let highest = (0..101).map(|t| schedule.learning_rate(f32::NAN, t)).fold(0.0, f32::max);
/// assert!(highest > 0.0999);
/// ```
#[doc(alias = "OneCycleLR")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneCycle {
    highest: f32,
    steps: u32,
    rise: f32,
    start_divisor: f32,
    end_divisor: f32,
}

impl OneCycle {
    /// Returns a schedule that rises to `highest` and falls again in `steps` steps.
    ///
    /// `highest` is finite and not negative; `steps` is at least 2.
    #[must_use]
    pub const fn new(highest: f32, steps: u32) -> Self {
        Self { highest, steps, rise: 0.3, start_divisor: 25.0, end_divisor: 1e4 }
    }

    /// Sets the fraction of the steps in which the rate rises.
    ///
    /// At least 0 and at most 1; 0.3 by default. PyTorch's `pct_start`.
    #[must_use]
    pub const fn rise(self, rise: f32) -> Self {
        Self { rise, ..self }
    }

    /// Sets the first rate, `highest / start`, and the last rate, `highest / start / end`.
    ///
    /// Both divisors are finite and above 0; 25 and 10,000 by default. PyTorch's `div_factor` and `final_div_factor`.
    #[must_use]
    pub const fn divisors(self, start: f32, end: f32) -> Self {
        Self { start_divisor: start, end_divisor: end, ..self }
    }
}

impl Schedule for OneCycle {
    #[expect(clippy::cast_precision_loss, reason = "only 0 and 1 are told")]
    fn check(&self) -> Result<(), Error> {
        check_not_negative("OneCycle::highest", self.highest)?;
        check(self.steps >= 2, "OneCycle::steps", self.steps as f32, "at least 2")?;
        check_fraction("OneCycle::rise", self.rise)?;
        let positive =
            |setting, value: f32| check(value.is_finite() && value > 0.0, setting, value, "a finite number above 0");
        positive("OneCycle::divisors(start)", self.start_divisor)?;
        positive("OneCycle::divisors(end)", self.end_divisor)
    }

    fn learning_rate(&self, _: f32, t: u32) -> f32 {
        debug_assert_valid(|| self.check());
        let highest = f64::from(self.highest);
        let first = highest / f64::from(self.start_divisor);
        let last = first / f64::from(self.end_divisor);
        let end = f64::from(self.steps) - 1.0;
        let top = f64::from(self.rise) * f64::from(self.steps) - 1.0;
        let t = f64::from(t).min(end);
        rounded(if t <= top {
            // if the rise is a single step, it has the first rate
            between(first, highest, if top > 0.0 { t / top } else { 0.0 })
        } else {
            between(highest, last, (t - top) / (end - top))
        })
    }
}
