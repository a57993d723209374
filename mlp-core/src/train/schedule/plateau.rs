//! Reducing the rate when the loss no longer falls.

use super::{Schedule, rounded};
use crate::error::{Error, check_below_one, check_not_negative, debug_assert_valid};

/// Multiplies the rate by `factor` when the loss has not fallen for more than `patience` epochs.
///
/// PyTorch's `ReduceLROnPlateau`. The loss is that on the validation data, if the trainer has any, otherwise the
/// training loss: with [`EarlyStopping`](crate::EarlyStopping) that of the network after the epoch, without it the mean
/// of the losses before each step. It has fallen if it is below `(1 - threshold)` times the lowest loss so far;
/// `threshold` is 1e-4 by default.
///
/// ```
/// use mlp::schedule::{ReduceOnPlateau, Schedule};
///
/// let mut schedule = ReduceOnPlateau::new(0.5, 2);
/// for (t, loss) in [1.0, 0.9, 0.9, 0.9, 0.9].into_iter().enumerate() {
///     assert_eq!(schedule.learning_rate(0.1, t as u32), 0.1);
///     schedule.observe(t as u32, loss);
/// }
/// assert_eq!(schedule.learning_rate(0.1, 5), 0.05);
/// ```
#[doc(alias = "ReduceLROnPlateau")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReduceOnPlateau {
    factor: f32,
    patience: u32,
    threshold: f32,
    cooldown: u32,
    lowest: f32,
    seen: Seen,
}

/// The state that the losses so far have led to.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    best: f32,
    /// The number of epochs without a better loss.
    bad: u32,
    /// The number of epochs that still do not count as bad after a reduction.
    cooling: u32,
    reductions: u32,
}

impl ReduceOnPlateau {
    /// Returns a schedule that multiplies the rate by `factor` when the loss has not fallen.
    ///
    /// It does so after more than `patience` epochs without a better loss.
    ///
    /// `factor` is at least 0 and below 1.
    #[must_use]
    pub const fn new(factor: f32, patience: u32) -> Self {
        let seen = Seen { best: f32::INFINITY, bad: 0, cooling: 0, reductions: 0 };
        Self { factor, patience, threshold: 1e-4, cooldown: 0, lowest: 0.0, seen }
    }

    /// Sets the relative improvement that counts: finite and not negative; 1e-4 by default.
    ///
    /// A loss is better if it is below `(1 - threshold)` times the lowest so far.
    #[must_use]
    pub const fn threshold(self, threshold: f32) -> Self {
        Self { threshold, ..self }
    }

    /// Sets the number of epochs after a reduction in which no epoch counts as bad; 0 by default.
    #[must_use]
    pub const fn cooldown(self, cooldown: u32) -> Self {
        Self { cooldown, ..self }
    }

    /// Sets the lowest rate: finite and not negative; 0 by default. PyTorch's `min_lr`.
    #[must_use]
    pub const fn lowest(self, lowest: f32) -> Self {
        Self { lowest, ..self }
    }
}

impl Schedule for ReduceOnPlateau {
    fn check(&self) -> Result<(), Error> {
        check_below_one("ReduceOnPlateau::factor", self.factor)?;
        check_not_negative("ReduceOnPlateau::threshold", self.threshold)?;
        check_not_negative("ReduceOnPlateau::lowest", self.lowest)
    }

    fn learning_rate(&self, base: f32, _: u32) -> f32 {
        debug_assert_valid(|| self.check());
        let mut rate = f64::from(base);
        for _ in 0..self.seen.reductions {
            let reduced = (rate * f64::from(self.factor)).max(f64::from(self.lowest));
            // as PyTorch's `eps`: a reduction too small to matter is not made
            if rate - reduced <= 1e-8 {
                break;
            }
            rate = reduced;
        }
        rounded(rate)
    }

    fn observe(&mut self, _: u32, loss: f32) {
        let seen = &mut self.seen;
        if f64::from(loss) < f64::from(seen.best) * (1.0 - f64::from(self.threshold)) {
            (seen.best, seen.bad) = (loss, 0);
        } else {
            seen.bad = seen.bad.saturating_add(1);
        }
        if seen.cooling > 0 {
            (seen.cooling, seen.bad) = (seen.cooling - 1, 0);
        }
        if seen.bad > self.patience {
            (seen.cooling, seen.bad, seen.reductions) = (self.cooldown, 0, seen.reductions.saturating_add(1));
        }
    }

    fn remember(&self, write: &mut dyn FnMut(u32)) {
        let Seen { best, bad, cooling, reductions } = self.seen;
        [best.to_bits(), bad, cooling, reductions].into_iter().for_each(write);
    }

    fn recall(&mut self, read: &mut dyn FnMut() -> u32) {
        let [best, bad, cooling, reductions] = [read(), read(), read(), read()];
        self.seen = Seen { best: f32::from_bits(best), bad, cooling, reductions };
    }
}
