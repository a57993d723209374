//! Stochastic gradient descent.

use super::rule::Rule;
use super::settings::{Settings, optimizer, setters};
use crate::error::Error;
use crate::simd::lanes::Lanes;

/// Stochastic gradient descent: `w -= lr g`.
///
/// ```
/// use mlp::optimizer::Sgd;
///
/// let optimizer = Sgd::new(0.1).weight_decay(1e-4).clip_norm(1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sgd {
    settings: Settings,
}

impl Sgd {
    /// Returns an optimizer whose steps are `learning_rate` times the gradient.
    ///
    /// `learning_rate` is finite and not negative.
    #[must_use]
    pub const fn new(learning_rate: f32) -> Self {
        Self { settings: Settings::new(learning_rate) }
    }
    setters!();

    /// There are no other settings.
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "the form that all optimizers have")]
    const fn check_own(&self) -> Result<(), Error> {
        Ok(())
    }

    fn rule(&self, _: u32) -> SgdRule {
        SgdRule { rate: self.settings.learning_rate, decay: self.settings.weight_decay }
    }
}

#[derive(Clone, Copy)]
struct SgdRule {
    rate: f32,
    decay: f32,
}

impl Rule<0> for SgdRule {
    #[inline(always)]
    fn step<V: Lanes>(self, w: V, g: V, _: [V; 0]) -> (V, [V; 0]) {
        let g = g.add_scaled(w, self.decay);
        (w.add_scaled(g, -self.rate), [])
    }
}

optimizer!(Sgd, 0);
