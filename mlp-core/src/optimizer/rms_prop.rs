//! `RMSprop`.

use super::rule::Rule;
use super::settings::{Settings, optimizer, setters};
use crate::error::{Error, check_below_one};
use crate::simd::lanes::Lanes;

/// `RMSprop` (Hinton 2012): `v = alpha v + (1 - alpha) g^2`, `w -= lr g / (sqrt(v) + 1e-8)`.
///
/// `alpha` is 0.99 by default.
///
/// ```
/// use mlp::optimizer::RmsProp;
///
/// let optimizer = RmsProp::new(1e-3).alpha(0.9);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RmsProp {
    settings: Settings,
    alpha: f32,
    epsilon: f32,
}

impl RmsProp {
    /// Returns an optimizer whose steps are about `learning_rate`, whatever the size of the gradient.
    ///
    /// `learning_rate` is finite and not negative.
    #[must_use]
    pub const fn new(learning_rate: f32) -> Self {
        Self { settings: Settings::new(learning_rate), alpha: 0.99, epsilon: 1e-8 }
    }

    /// Sets the fraction of the mean square that is kept from step to step.
    ///
    /// At least 0 and below 1; 0.99 by default.
    #[must_use]
    pub const fn alpha(mut self, alpha: f32) -> Self {
        self.alpha = alpha;
        self
    }
    setters!();

    fn check_own(&self) -> Result<(), Error> {
        check_below_one("RmsProp::alpha", self.alpha)
    }

    fn rule(&self, _: u32) -> RmsPropRule {
        RmsPropRule {
            rate: self.settings.learning_rate,
            decay: self.settings.weight_decay,
            alpha: self.alpha,
            epsilon: self.epsilon,
        }
    }
}

#[derive(Clone, Copy)]
struct RmsPropRule {
    rate: f32,
    decay: f32,
    alpha: f32,
    epsilon: f32,
}

impl Rule<1> for RmsPropRule {
    #[inline(always)]
    fn step<V: Lanes>(self, w: V, g: V, [v]: [V; 1]) -> (V, [V; 1]) {
        let g = g.add_scaled(w, self.decay);
        let v = v.times(self.alpha).add_scaled(g * g, 1.0 - self.alpha);
        let step = g / (v.sqrt() + v.constant(self.epsilon));
        (w.add_scaled(step, -self.rate), [v])
    }
}

optimizer!(RmsProp, 1);
