//! Steps of an optimizer with bounds. A step begins at the parameters that `f32` has reached, so that errors add up in
//! the moments only, and stay small.

use super::near::{Near, Sum, TINY};
use mlp_reference::{Optimizer, Rule};

/// An optimizer of the reference whose steps have bounds.
#[derive(Clone, Debug)]
pub struct Steps {
    optimizer: Optimizer<f64>,
    count: i32,
    m: Vec<Near>,
    v: Vec<Near>,
}

impl Steps {
    /// Begins with moments of 0.
    #[must_use]
    pub fn new(optimizer: Optimizer<f64>) -> Self {
        Self { optimizer, count: 0, m: Vec::new(), v: Vec::new() }
    }

    /// The parameters after one step from `params`, with the derivatives `gradient`.
    ///
    /// # Panics
    ///
    /// When its own values are not those of the reference.
    #[must_use]
    pub fn next(&mut self, params: &[f64], gradient: &[Near]) -> Vec<Near> {
        self.m.resize(params.len(), Near::ZERO);
        self.v.resize(params.len(), Near::ZERO);
        self.count += 1;
        let mut known = params.to_vec();
        self.optimizer.update(&mut known, &gradient.iter().map(|g| g.value).collect::<Vec<_>>());
        let factor = self.clip_factor(gradient);
        let step = |index: usize| {
            let g = factor.map_or(gradient[index], |factor| gradient[index].times(factor));
            let found = self.step(index, params[index], g);
            let near = (found.value - known[index]).abs() <= 1e-3 * found.error + 1e-12 * known[index].abs() + 1e-40;
            assert!(near || found.error.is_infinite(), "{found:?} is not the reference's {}", known[index]);
            Near { value: known[index], ..found }
        };
        (0..params.len()).map(step).collect()
    }

    /// The factor of the gradient, if it may be clipped.
    fn clip_factor(&self, gradient: &[Near]) -> Option<Near> {
        let most = self.optimizer.max_norm?;
        let mut square = Sum::default();
        for g in gradient {
            square.add(*g, *g);
        }
        let norm = square.total().sqrt();
        if norm.error.is_infinite() {
            return Some(norm);
        }
        let factor = Near::exact(most).over(norm.plus(Near::rounded(1e-6, 1.0)));
        if factor.value - factor.error >= 1.0 {
            return None;
        }
        // above 1 it is not applied; what crosses 1 is as far from it as the bound says
        Some(Near::within(factor.value.min(1.0), factor.error))
    }

    fn step(&mut self, index: usize, p: f64, g: Near) -> Near {
        let Optimizer { rule, rate, weight_decay, .. } = self.optimizer;
        let (p, number) = (Near::exact(p), |value: f64| Near::rounded(value, 2.0));
        let decoupled = matches!(rule, Rule::Adam { decoupled: true, .. });
        let g = if decoupled || weight_decay == 0.0 { g } else { g.plus(number(weight_decay).times(p)) };
        let kept = if decoupled { number(1.0 - rate * weight_decay).times(p) } else { p };
        let (m, v) = (&mut self.m[index], &mut self.v[index]);
        let step = match rule {
            Rule::Sgd => number(rate).times(g),
            Rule::Momentum { momentum, nesterov } => {
                *m = number(momentum).times(*m).plus(g).widened(TINY);
                let ahead = if nesterov { g.plus(number(momentum).times(*m)) } else { *m };
                number(rate).times(ahead)
            }
            Rule::RmsProp { alpha, epsilon } => {
                *v = square_mean(*v, g, alpha);
                number(rate).times(g.over(v.sqrt().plus(number(epsilon))))
            }
            Rule::Adam { beta1, beta2, epsilon, .. } => {
                *m = number(beta1).times(*m).plus(number(1.0 - beta1).times(g)).widened(TINY);
                *v = square_mean(*v, g, beta2);
                let correction = number(1.0 - beta2.powi(self.count)).sqrt();
                let root = v.sqrt().over(correction).plus(number(epsilon));
                number(rate / (1.0 - beta1.powi(self.count))).times(m.over(root))
            }
        };
        kept.minus(step)
    }
}

fn square_mean(v: Near, g: Near, kept: f64) -> Near {
    let number = |value: f64| Near::rounded(value, 2.0);
    number(kept).times(v).plus(number(1.0 - kept).times(g.times(g))).widened(TINY)
}
