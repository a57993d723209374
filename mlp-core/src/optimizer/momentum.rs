//! Gradient descent with momentum.

use super::rule::Rule;
use super::settings::{Settings, optimizer, setters};
use crate::error::{Error, check_fraction};
use crate::simd::lanes::Lanes;

/// Gradient descent with momentum (Polyak 1964): `v = momentum v + g`, `w -= lr v`.
///
/// ```
/// use mlp::optimizer::Momentum;
///
/// let optimizer = Momentum::new(0.05, 0.9).nesterov();
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Momentum {
    settings: Settings,
    kept: f32,
    nesterov: bool,
}

impl Momentum {
    /// Returns an optimizer that keeps the fraction `momentum` of the velocity from step to step.
    ///
    /// `learning_rate` is finite and not negative; `momentum` is at least 0 and at most 1.
    #[must_use]
    pub const fn new(learning_rate: f32, momentum: f32) -> Self {
        Self { settings: Settings::new(learning_rate), kept: momentum, nesterov: false }
    }

    /// Uses Nesterov's momentum (1983): `w -= lr (g + momentum v)`.
    #[must_use]
    pub const fn nesterov(mut self) -> Self {
        self.nesterov = true;
        self
    }
    setters!();

    fn check_own(&self) -> Result<(), Error> {
        check_fraction("Momentum::momentum", self.kept)
    }

    fn rule(&self, _: u32) -> MomentumRule {
        let ahead = if self.nesterov { [1.0, self.kept] } else { [0.0, 1.0] };
        MomentumRule { rate: self.settings.learning_rate, decay: self.settings.weight_decay, kept: self.kept, ahead }
    }
}

#[derive(Clone, Copy)]
struct MomentumRule {
    rate: f32,
    decay: f32,
    kept: f32,
    /// The factors of the gradient and of the velocity in the step.
    ahead: [f32; 2],
}

impl Rule<1> for MomentumRule {
    #[inline(always)]
    fn step<V: Lanes>(self, w: V, g: V, [v]: [V; 1]) -> (V, [V; 1]) {
        let g = g.add_scaled(w, self.decay);
        let v = g.add_scaled(v, self.kept);
        let step = v.times(self.ahead[1]).add_scaled(g, self.ahead[0]);
        (w.add_scaled(step, -self.rate), [v])
    }
}

optimizer!(Momentum, 1);
