//! Resilient propagation.

use super::rule::Rule;
use super::settings::{Settings, optimizer, setters};
use crate::error::{Error, check};
use crate::simd::lanes::Lanes;

/// Rprop, resilient propagation (Riedmiller & Braun 1993), for batches of all samples.
///
/// A [`Trainer`](crate::Trainer) with it takes all samples for each step, unless
/// [`batch_size`](crate::Trainer::batch_size) says otherwise. The signs of the gradients of mini-batches change from
/// batch to batch even where that of the whole gradient does not, so the steps become short, and the loss stays high.
///
/// Only the signs of the gradient matter. Each parameter has a step length of its own, `learning_rate` at first. It
/// grows by a factor of 1.2 where the derivative keeps its sign, and shrinks by a factor of 0.5 where the sign changes;
/// then the parameter stays as it is in this step. The lengths stay between 1e-6 and 50. PyTorch's `Rprop`.
///
/// ```
/// use mlp::optimizer::Rprop;
///
/// let optimizer = Rprop::new(0.01).factors(0.5, 1.3).steps(1e-6, 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rprop {
    settings: Settings,
    factors: [f32; 2],
    steps: [f32; 2],
}

impl Rprop {
    /// Returns an optimizer whose first steps have the length `learning_rate`: finite and not negative.
    ///
    /// The later lengths are the parameters' own; a schedule does not change them.
    #[must_use]
    pub const fn new(learning_rate: f32) -> Self {
        Self { settings: Settings::new(learning_rate), factors: [0.5, 1.2], steps: [1e-6, 50.0] }
    }

    /// Sets the factors of a step length after a change of sign and after none. PyTorch's `etas`.
    ///
    /// `shrink` is above 0 and below 1, `grow` is finite and above 1; 0.5 and 1.2 by default.
    #[must_use]
    pub const fn factors(mut self, shrink: f32, grow: f32) -> Self {
        self.factors = [shrink, grow];
        self
    }

    /// Sets the bounds of the step lengths. PyTorch's `step_sizes`.
    ///
    /// They are finite and above 0, and `shortest` is not above `longest`; 1e-6 and 50 by default.
    #[must_use]
    pub const fn steps(mut self, shortest: f32, longest: f32) -> Self {
        self.steps = [shortest, longest];
        self
    }
    setters!();

    fn check_own(&self) -> Result<(), Error> {
        let ([shrink, grow], [shortest, longest]) = (self.factors, self.steps);
        check(shrink > 0.0 && shrink < 1.0, "Rprop::factors(shrink)", shrink, "above 0 and below 1")?;
        check(grow > 1.0 && grow.is_finite(), "Rprop::factors(grow)", grow, "a finite number above 1")?;
        let positive = shortest > 0.0 && shortest.is_finite();
        check(positive, "Rprop::steps(shortest)", shortest, "a finite number above 0")?;
        let ordered = longest >= shortest && longest.is_finite();
        check(ordered, "Rprop::steps(longest)", longest, "a finite number, `shortest` or more")
    }

    fn rule(&self, step: u32) -> RpropRule {
        RpropRule {
            first: if step == 1 { self.settings.learning_rate } else { 0.0 },
            decay: self.settings.weight_decay,
            factors: self.factors,
            steps: self.steps,
        }
    }
}

#[derive(Clone, Copy)]
struct RpropRule {
    /// The length of the first step, where none is stored yet.
    first: f32,
    decay: f32,
    factors: [f32; 2],
    steps: [f32; 2],
}

impl Rule<2> for RpropRule {
    #[inline(always)]
    fn step<V: Lanes>(self, w: V, g: V, [last, size]: [V; 2]) -> (V, [V; 2]) {
        let (zero, one) = (w.constant(0.0), w.constant(1.0));
        let g = g.add_scaled(w, self.decay);
        // the signs instead of the product of the derivatives, which could underflow
        let sign = |x: V| x.if_less(zero, -one, zero.if_less(x, one, zero));
        let agreement = sign(g) * sign(last);
        let [shrink, grow] = self.factors.map(|factor| w.constant(factor));
        let factor = agreement.if_less(zero, shrink, zero.if_less(agreement, grow, one));
        let [shortest, longest] = self.steps.map(|step| w.constant(step));
        let size = ((size + w.constant(self.first)) * factor).at_least(shortest).at_most(longest);
        let g = agreement.if_less(zero, zero, g);
        (w - sign(g) * size, [g, size])
    }
}

optimizer!(
    Rprop,
    2,
    fn default_batch_size(&self) -> usize {
        usize::MAX
    }
);
