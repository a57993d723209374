//! Adam and its variant with decoupled weight decay.

use super::bias_correction::Betas;
use super::rule::Rule;
use super::settings::{Settings, clip_setter, decay_biases_setter, optimizer, setters};
use crate::error::{Error, check_below_one, check_not_negative};
use crate::simd::lanes::Lanes;
use crate::simd::root::square_root;

/// Adam (Kingma & Ba 2015): steps along the mean gradient, divided by the root of its mean square.
///
/// In step `t`, `m = b1 m + (1 - b1) g` and `v = b2 v + (1 - b2) g^2`, then `w -= lr m / (1 - b1^t) / (sqrt(v / (1 -
/// b2^t)) + 1e-8)`, with `b1 = 0.9` and `b2 = 0.999` by default.
///
/// ```
/// use mlp::optimizer::Adam;
///
/// let optimizer = Adam::new(1e-3).betas(0.9, 0.99);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adam {
    settings: Settings,
    betas: Betas,
    epsilon: f32,
}

impl Adam {
    /// Returns an optimizer whose steps are about `learning_rate`, whatever the size of the gradient.
    ///
    /// `learning_rate` is finite and not negative.
    #[must_use]
    pub const fn new(learning_rate: f32) -> Self {
        Self { settings: Settings::new(learning_rate), betas: Betas::DEFAULT, epsilon: 1e-8 }
    }

    /// Sets `b1` and `b2`. PyTorch's `betas`.
    ///
    /// They are the fractions of the mean gradient and of its mean square that are kept from step to step.
    ///
    /// Each is at least 0 and below 1; 0.9 and 0.999 by default.
    #[must_use]
    pub const fn betas(mut self, gradient: f32, square: f32) -> Self {
        self.betas = Betas::new([gradient, square]);
        self
    }

    /// Sets the term that avoids divisions by zero. PyTorch's `eps`.
    ///
    /// It is finite and not negative; 1e-8 by default.
    #[must_use]
    pub const fn epsilon(mut self, epsilon: f32) -> Self {
        self.epsilon = epsilon;
        self
    }
    setters!();

    fn check_own(&self) -> Result<(), Error> {
        check_below_one("Adam::betas(gradient)", self.betas.values()[0])?;
        check_below_one("Adam::betas(square)", self.betas.values()[1])?;
        check_not_negative("Adam::epsilon", self.epsilon)
    }

    fn rule(&self, step: u32) -> AdamRule {
        let decay = self.settings.weight_decay;
        AdamRule::new(self.settings.learning_rate, self.betas, self.epsilon, step, [decay, 1.0])
    }
}

/// Adam with decoupled weight decay (Loshchilov & Hutter 2019).
///
/// `w -= lr decay w` before [`Adam`]'s step.
///
/// ```
/// use mlp::optimizer::AdamW;
///
/// let optimizer = AdamW::new(1e-3, 1e-2);
/// // the biases do not decay
/// let of_weights = AdamW::new(1e-3, 1e-2).decay_biases(false);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdamW {
    settings: Settings,
    betas: Betas,
    epsilon: f32,
}

impl AdamW {
    /// Returns an optimizer with this learning rate and this weight decay.
    ///
    /// Every parameter shrinks by `learning_rate * weight_decay` of itself before Adam's step; biases only as
    /// [`AdamW::decay_biases`] says.
    ///
    /// `learning_rate` and `weight_decay` are finite and not negative.
    #[must_use]
    pub const fn new(learning_rate: f32, weight_decay: f32) -> Self {
        let mut settings = Settings::new(learning_rate);
        settings.weight_decay = weight_decay;
        Self { settings, betas: Betas::DEFAULT, epsilon: 1e-8 }
    }

    /// Sets `b1` and `b2`. PyTorch's `betas`.
    ///
    /// They are the fractions of the mean gradient and of its mean square that are kept from step to step.
    ///
    /// Each is at least 0 and below 1; 0.9 and 0.999 by default.
    #[must_use]
    pub const fn betas(mut self, gradient: f32, square: f32) -> Self {
        self.betas = Betas::new([gradient, square]);
        self
    }
    decay_biases_setter!();
    clip_setter!();

    fn check_own(&self) -> Result<(), Error> {
        check_below_one("AdamW::betas(gradient)", self.betas.values()[0])?;
        check_below_one("AdamW::betas(square)", self.betas.values()[1])
    }

    fn rule(&self, step: u32) -> AdamRule {
        let Settings { learning_rate, weight_decay, .. } = self.settings;
        AdamRule::new(learning_rate, self.betas, self.epsilon, step, [0.0, 1.0 - learning_rate * weight_decay])
    }
}

#[derive(Clone, Copy)]
struct AdamRule {
    betas: [f32; 2],
    epsilon: f32,
    /// `lr / (1 - b1^t)`
    rate: f32,
    /// `sqrt(1 - b2^t)`
    square_correction: f32,
    /// The factor of `w` that is added to the gradient.
    decay: f32,
    /// The factor that `w` is multiplied by before the step.
    keep: f32,
}

impl AdamRule {
    #[inline]
    fn new(rate: f32, betas: Betas, epsilon: f32, step: u32, [decay, keep]: [f32; 2]) -> Self {
        let [correction, square_correction] = betas.corrections(step);
        Self {
            betas: betas.values(),
            epsilon,
            rate: rate / correction,
            square_correction: square_root(square_correction),
            decay,
            keep,
        }
    }
}

impl Rule<2> for AdamRule {
    #[inline(always)]
    fn step<V: Lanes>(self, w: V, g: V, [m, v]: [V; 2]) -> (V, [V; 2]) {
        let g = g.add_scaled(w, self.decay);
        let m = m.times(self.betas[0]).add_scaled(g, 1.0 - self.betas[0]);
        let v = v.times(self.betas[1]).add_scaled(g * g, 1.0 - self.betas[1]);
        let root = v.sqrt() / v.constant(self.square_correction);
        let step = m / (root + v.constant(self.epsilon));
        (w.times(self.keep).add_scaled(step, -self.rate), [m, v])
    }
}

optimizer!(Adam, 2);
optimizer!(AdamW, 2);
