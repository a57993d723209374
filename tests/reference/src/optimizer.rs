//! Optimizers over one flat vector of parameters, by `PyTorch`'s definitions.

use crate::Scalar;

/// How a gradient `g` becomes a step; all numbers are per parameter, `m` and `v` start at 0, `k` counts steps from 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// `p -= rate g`
    Sgd,
    /// `m = momentum m + g; p -= rate m`, with Nesterov `p -= rate (g + momentum m)`
    Momentum {
        /// How much of the last step remains.
        momentum: f64,
        /// Whether the step looks ahead.
        nesterov: bool,
    },
    /// `v = alpha v + (1 - alpha) g^2; p -= rate g / (sqrt(v) + epsilon)`
    RmsProp {
        /// How much of the mean square remains.
        alpha: f64,
        /// Keeps the divisor from 0.
        epsilon: f64,
    },
    /// `m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2;`
    /// `p -= rate m / (1 - beta1^k) / (sqrt(v / (1 - beta2^k)) + epsilon)`
    Adam {
        /// How much of the mean remains.
        beta1: f64,
        /// How much of the mean square remains.
        beta2: f64,
        /// Keeps the divisor from 0.
        epsilon: f64,
        /// Whether weight decay is `p *= 1 - rate weight_decay` before the step (`AdamW`), not a part of `g`.
        decoupled: bool,
    },
}

/// A rule with its settings and its state. Before the rule sees a gradient it is clipped, then decayed.
///
/// ```
/// use mlp_reference::Optimizer;
///
/// let mut params = [1.0_f64, 2.0];
/// let mut optimizer = Optimizer::momentum(0.5, 0.9);
/// optimizer.update(&mut params, &[1.0, 0.0]);
/// optimizer.update(&mut params, &[0.0, 0.0]);
/// assert!((params[0] - 0.05).abs() < 1e-12 && params[1] == 2.0);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Optimizer<S> {
    /// The definition of a step.
    pub rule: Rule,
    /// The learning rate.
    pub rate: f64,
    /// L2 decay: `g += weight_decay p`; decoupled in `AdamW`.
    pub weight_decay: f64,
    /// The parameters that do not decay, by index: the biases, where only weights decay.
    pub undecayed: Vec<usize>,
    /// The parameters that do not change and whose derivatives count as zero, by index: frozen layers.
    pub frozen: Vec<usize>,
    /// The largest global norm of a gradient, if any.
    pub max_norm: Option<f64>,
    steps: i32,
    m: Vec<S>,
    v: Vec<S>,
}

impl<S: Scalar> Optimizer<S> {
    /// Any rule, without decay and clipping.
    #[must_use]
    pub fn new(rule: Rule, rate: f64) -> Self {
        Self {
            rule,
            rate,
            weight_decay: 0.0,
            undecayed: Vec::new(),
            frozen: Vec::new(),
            max_norm: None,
            steps: 0,
            m: Vec::new(),
            v: Vec::new(),
        }
    }

    /// [`Rule::Sgd`].
    #[must_use]
    pub fn sgd(rate: f64) -> Self {
        Self::new(Rule::Sgd, rate)
    }

    /// [`Rule::Momentum`].
    #[must_use]
    pub fn momentum(rate: f64, momentum: f64) -> Self {
        Self::new(Rule::Momentum { momentum, nesterov: false }, rate)
    }

    /// [`Rule::Momentum`], looking ahead.
    #[must_use]
    pub fn nesterov(rate: f64, momentum: f64) -> Self {
        Self::new(Rule::Momentum { momentum, nesterov: true }, rate)
    }

    /// [`Rule::RmsProp`] with alpha 0.99, epsilon 1e-8.
    #[must_use]
    pub fn rms_prop(rate: f64) -> Self {
        Self::new(Rule::RmsProp { alpha: 0.99, epsilon: 1e-8 }, rate)
    }

    /// [`Rule::Adam`] with betas 0.9 and 0.999, epsilon 1e-8.
    #[must_use]
    pub fn adam(rate: f64) -> Self {
        Self::new(Rule::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decoupled: false }, rate)
    }

    /// [`Rule::Adam`] with decoupled weight decay, betas 0.9 and 0.999, epsilon 1e-8.
    #[must_use]
    pub fn adam_w(rate: f64, weight_decay: f64) -> Self {
        Self::new(Rule::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decoupled: true }, rate).decayed(weight_decay)
    }

    /// The same with weight decay.
    #[must_use]
    pub fn decayed(self, weight_decay: f64) -> Self {
        Self { weight_decay, ..self }
    }

    /// The same, where these parameters do not decay: `PyTorch`'s groups, one of them with `weight_decay=0`.
    #[must_use]
    pub fn without_decay(self, undecayed: Vec<usize>) -> Self {
        Self { undecayed, ..self }
    }

    /// The same, where these parameters are frozen: `PyTorch`'s `requires_grad_(False)`.
    #[must_use]
    pub fn freezing(self, frozen: Vec<usize>) -> Self {
        Self { frozen, ..self }
    }

    /// The same with gradients clipped to a global norm, see [`clip_norm`].
    #[must_use]
    pub fn clipped(self, max_norm: f64) -> Self {
        Self { max_norm: Some(max_norm), ..self }
    }

    /// One step: changes `params` by their gradient; both `[param]`, of one length for the optimizer's whole life.
    ///
    /// # Panics
    /// When the lengths differ.
    pub fn update(&mut self, params: &mut [S], gradient: &[S]) {
        assert_eq!(params.len(), gradient.len(), "one derivative for each parameter");
        self.m.resize(params.len(), S::ZERO);
        self.v.resize(params.len(), S::ZERO);
        self.steps += 1;
        let mut gradient = gradient.to_vec();
        for &index in &self.frozen {
            gradient[index] = S::ZERO;
        }
        if let Some(max_norm) = self.max_norm {
            clip_norm(&mut gradient, max_norm);
        }
        let decoupled = matches!(self.rule, Rule::Adam { decoupled: true, .. });
        for (i, (p, &g)) in params.iter_mut().zip(&gradient).enumerate() {
            if self.frozen.contains(&i) {
                continue;
            }
            let weight_decay = if self.undecayed.contains(&i) { 0.0 } else { self.weight_decay };
            if decoupled {
                *p = *p * S::from_f64(1.0 - self.rate * weight_decay);
                *p = *p - self.step(i, g);
            } else {
                *p = *p - self.step(i, g + S::from_f64(weight_decay) * *p);
            }
        }
    }

    /// Returns the amount that is subtracted from parameter `i` with the derivative `g`.
    fn step(&mut self, i: usize, g: S) -> S {
        let number = S::from_f64;
        let (m, v, rate) = (&mut self.m[i], &mut self.v[i], number(self.rate));
        match self.rule {
            Rule::Sgd => rate * g,
            Rule::Momentum { momentum, nesterov } => {
                *m = number(momentum) * *m + g;
                rate * if nesterov { g + number(momentum) * *m } else { *m }
            }
            Rule::RmsProp { alpha, epsilon } => {
                *v = number(alpha) * *v + number(1.0 - alpha) * g * g;
                rate * g / (v.sqrt() + number(epsilon))
            }
            Rule::Adam { beta1, beta2, epsilon, .. } => {
                *m = number(beta1) * *m + number(1.0 - beta1) * g;
                *v = number(beta2) * *v + number(1.0 - beta2) * g * g;
                let mean = *m / number(1.0 - beta1.powi(self.steps));
                let mean_square = *v / number(1.0 - beta2.powi(self.steps));
                rate * mean / (mean_square.sqrt() + number(epsilon))
            }
        }
    }
}

/// Multiplies a gradient by `min(1, max_norm / (norm + 1e-6))`, `norm = sqrt(sum_i g[i]^2)`.
///
/// ```
/// let mut gradient = [3.0_f64, 4.0];
/// mlp_reference::clip_norm(&mut gradient, 1.0);
/// assert!((gradient[0] - 0.6).abs() < 1e-6 && (gradient[1] - 0.8).abs() < 1e-6);
/// ```
pub fn clip_norm<S: Scalar>(gradient: &mut [S], max_norm: f64) {
    let norm = gradient.iter().fold(S::ZERO, |sum, &g| sum + g * g).sqrt();
    let factor = S::from_f64(max_norm) / (norm + S::from_f64(1e-6));
    if factor < S::ONE {
        for g in gradient {
            *g = *g * factor;
        }
    }
}
