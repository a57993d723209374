//! Schedules that fall along a cosine.

use super::{Schedule, rounded};
use crate::error::{Error, check_count, check_not_negative, debug_assert_valid};

/// Falls from the base rate to `lowest` in `steps` steps, along half a cosine.
///
/// `lowest + (base - lowest) (1 + cos(pi t / steps)) / 2` (Loshchilov & Hutter 2017). PyTorch's `CosineAnnealingLR`.
/// After `steps` steps the cosine continues and the rate rises again, as in PyTorch.
///
/// ```
/// use mlp::schedule::{CosineDecay, Schedule};
///
/// let schedule = CosineDecay::new(100).lowest(0.01);
/// assert_eq!([0, 50, 100].map(|t| schedule.learning_rate(0.1, t)), [0.1, 0.055, 0.01]);
/// ```
#[doc(alias = "CosineAnnealingLR")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CosineDecay {
    steps: u32,
    lowest: f32,
}

impl CosineDecay {
    /// Returns a schedule that falls to 0 in `steps` steps: at least 1.
    #[must_use]
    pub const fn new(steps: u32) -> Self {
        Self { steps, lowest: 0.0 }
    }

    /// Sets the lowest rate: finite and not negative; 0 by default. PyTorch's `eta_min`.
    #[must_use]
    pub const fn lowest(self, lowest: f32) -> Self {
        Self { lowest, ..self }
    }
}

impl Schedule for CosineDecay {
    fn check(&self) -> Result<(), Error> {
        check_count("CosineDecay::steps", self.steps as usize)?;
        check_not_negative("CosineDecay::lowest", self.lowest)
    }

    fn learning_rate(&self, base: f32, t: u32) -> f32 {
        debug_assert_valid(|| self.check());
        let part = (u64::from(t) % (2 * u64::from(self.steps))) as f64 / f64::from(self.steps);
        rounded(between(f64::from(base), f64::from(self.lowest), part))
    }
}

/// Returns the value between `from` (`part` 0) and `to` (`part` 1) along half a cosine; `part` 2 is `from` again.
pub(super) fn between(from: f64, to: f64, part: f64) -> f64 {
    to + (from - to) * (1.0 + cosine_of_half_turns(part)) / 2.0
}

/// Returns `cos(pi x)` for `0 <= x <= 2`.
///
/// The Taylor polynomial of degree 18 within a quarter of a turn; the error is below 1e-14. It is our own, because
/// there is no cosine without `std`.
fn cosine_of_half_turns(x: f64) -> f64 {
    let x = if x > 1.0 { 2.0 - x } else { x };
    let (x, sign) = if x > 0.5 { (1.0 - x, -1.0) } else { (x, 1.0) };
    let square = (core::f64::consts::PI * x) * (core::f64::consts::PI * x);
    let mut sum = 1.0;
    for degree in (1..=9).rev() {
        let n = f64::from(2 * degree);
        sum = 1.0 - sum * square / (n * (n - 1.0));
    }
    sign * sum
}

#[cfg(test)]
mod tests {
    use super::cosine_of_half_turns;

    #[test]
    fn cosine() {
        for i in 0..=2_000 {
            let x = f64::from(i) / 1_000.0;
            let error = cosine_of_half_turns(x) - libm::cos(core::f64::consts::PI * x);
            assert!(error.abs() < 1e-14, "{x}: {error}");
        }
    }
}
