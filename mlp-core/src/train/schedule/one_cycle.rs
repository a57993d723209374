//! One rise and one fall.

use super::cosine::between;
use super::{Schedule, rounded};

/// One cycle (Smith & Topin 2018): along half a cosine up from `highest / 25` to `highest` in the first 30 % of the
/// steps, then down to `highest / 250_000`. PyTorch's `OneCycleLR`; per batch as a rule.
///
/// The optimizer's own rate takes no part. After the last step the rate stays; PyTorch refuses to go on. Momentum stays
/// as it is, as with `cycle_momentum=False`.
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
    /// Up to `highest` and down again in `steps` steps.
    ///
    /// # Panics
    ///
    /// If there are fewer than 2 steps.
    #[must_use]
    pub const fn new(highest: f32, steps: u32) -> Self {
        assert!(steps >= 2, "a cycle needs at least 2 steps");
        Self { highest, steps, rise: 0.3, start_divisor: 25.0, end_divisor: 1e4 }
    }

    /// The part of the steps in which the rate rises. PyTorch's `pct_start`.
    ///
    /// # Panics
    ///
    /// If it is not between 0 and 1.
    #[must_use]
    pub const fn rise(self, rise: f32) -> Self {
        assert!(rise >= 0.0 && rise <= 1.0, "the part of the steps that rise is between 0 and 1");
        Self { rise, ..self }
    }

    /// The first rate is `highest / start`, the last `highest / start / end`. PyTorch's `div_factor` and
    /// `final_div_factor`.
    #[must_use]
    pub const fn divisors(self, start: f32, end: f32) -> Self {
        Self { start_divisor: start, end_divisor: end, ..self }
    }
}

impl Schedule for OneCycle {
    fn learning_rate(&self, _: f32, t: u32) -> f32 {
        let highest = f64::from(self.highest);
        let first = highest / f64::from(self.start_divisor);
        let last = first / f64::from(self.end_divisor);
        let end = f64::from(self.steps) - 1.0;
        let top = f64::from(self.rise) * f64::from(self.steps) - 1.0;
        let t = f64::from(t).min(end);
        rounded(if t <= top {
            // the first rate too where the rise is a single step
            between(first, highest, if top > 0.0 { t / top } else { 0.0 })
        } else {
            between(highest, last, (t - top) / (end - top))
        })
    }
}
