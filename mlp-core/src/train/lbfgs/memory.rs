//! The memory of L-BFGS: the last steps, and how the gradient changed along them.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

/// The last few steps.
pub(super) struct Memory {
    most: usize,
    pairs: VecDeque<Pair>,
}

struct Pair {
    step: Vec<f32>,
    /// The change of the gradient.
    change: Vec<f32>,
    /// `step . change`, which is positive.
    curvature: f64,
}

/// Returns the scalar product, summed in `f64`.
pub(super) fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum()
}

/// `y += factor x`
fn add_scaled(y: &mut [f64], factor: f64, x: &[f32]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += factor * f64::from(*x);
    }
}

fn dot_wide(a: &[f32], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| f64::from(*a) * b).sum()
}

impl Memory {
    pub(super) const fn new(most: usize) -> Self {
        Self { most, pairs: VecDeque::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    pub(super) fn forget(&mut self) {
        self.pairs.clear();
    }

    /// Remembers a step, unless the curvature along it is too small to divide by.
    pub(super) fn remember(&mut self, from: &[f32], to: &[f32], before: &[f32], after: &[f32]) {
        let difference = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| b - a).collect();
        let (step, change): (Vec<f32>, Vec<f32>) = (difference(from, to), difference(before, after));
        let curvature = dot(&step, &change);
        if curvature <= 1e-10 * dot(&change, &change) {
            return;
        }
        self.pairs.push_back(Pair { step, change, curvature });
        if self.pairs.len() > self.most {
            self.pairs.pop_front();
        }
    }

    /// Computes `direction = -H gradient` by the two loops of algorithm 7.4.
    ///
    /// `H` is the inverse Hessian as the remembered steps approximate it.
    pub(super) fn direction(&self, gradient: &[f32], direction: &mut [f32]) {
        let mut q: Vec<f64> = gradient.iter().map(|g| -f64::from(*g)).collect();
        let mut alphas = Vec::with_capacity(self.pairs.len());
        for pair in self.pairs.iter().rev() {
            let alpha = dot_wide(&pair.step, &q) / pair.curvature;
            add_scaled(&mut q, -alpha, &pair.change);
            alphas.push(alpha);
        }
        if let Some(last) = self.pairs.back() {
            let scale = last.curvature / dot(&last.change, &last.change);
            for q in &mut q {
                *q *= scale;
            }
        }
        for (pair, alpha) in self.pairs.iter().zip(alphas.into_iter().rev()) {
            let beta = dot_wide(&pair.change, &q) / pair.curvature;
            add_scaled(&mut q, alpha - beta, &pair.step);
        }
        for (d, q) in direction.iter_mut().zip(q) {
            #[expect(clippy::cast_possible_truncation, reason = "parameters are f32")]
            let narrow = q as f32;
            *d = narrow;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Memory;

    /// On `(x^2 + 10 y^2) / 2` two steps along the axes determine the Hessian: the direction leads to the minimum.
    #[test]
    fn the_curvature_of_a_bowl() {
        let mut memory = Memory::new(2);
        let gradient = |[x, y]: [f32; 2]| [x, 10.0 * y];
        let (a, b, c) = ([3.0, 2.0], [2.0, 2.0], [2.0, 1.0]);
        memory.remember(&a, &b, &gradient(a), &gradient(b));
        memory.remember(&b, &c, &gradient(b), &gradient(c));
        let mut direction = [0.0; 2];
        memory.direction(&gradient(c), &mut direction);
        assert!((direction[0] + 2.0).abs() < 1e-5 && (direction[1] + 1.0).abs() < 1e-5, "{direction:?}");
        // without a memory: the negative gradient
        memory.forget();
        memory.direction(&gradient(c), &mut direction);
        assert_eq!(direction, [-2.0, -10.0]);
        // a step along which the gradient does not change is not remembered
        memory.remember(&a, &b, &[1.0, 1.0], &[1.0, 1.0]);
        assert!(memory.is_empty());
    }

    /// Of three steps the last two are remembered.
    #[test]
    fn the_oldest_steps_are_forgotten() {
        let steps = [[[3.0, 2.0], [2.0, 1.5]], [[2.0, 1.5], [1.0, 1.4]], [[1.0, 1.4], [0.9, 0.3]]];
        let gradient = |[x, y]: [f32; 2]| [x + x * x * x, 10.0 * y + x];
        let direction = |steps: &[[[f32; 2]; 2]]| {
            let (mut memory, mut direction) = (Memory::new(2), [0.0; 2]);
            for [from, to] in steps {
                memory.remember(from, to, &gradient(*from), &gradient(*to));
            }
            memory.direction(&[1.0, -2.0], &mut direction);
            direction
        };
        assert_eq!(direction(&steps), direction(&steps[1..]));
        assert_ne!(direction(&steps), direction(&steps[..2]));
    }
}
