//! One layer: every unit sees every input.

use crate::{Activation, Scalar};

/// A dense layer; also its gradient, which has the same shape.
///
/// ```
/// use mlp_reference::{Activation, Dense};
///
/// let mut layer = Dense::zeroed(2, 3, Activation::Tanh);
/// layer.weights[1][2] = 4.0;
/// layer.biases = Some(vec![0.0, 1.0, 2.0]);
/// assert_eq!(layer.forward(&[7.0, 0.5]), [0.0, 1.0, 4.0]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Dense<S> {
    /// `weights[input][unit]`
    pub weights: Vec<Vec<S>>,
    /// `biases[unit]`, or none
    pub biases: Option<Vec<S>>,
    /// The activation that follows the sum.
    pub activation: Activation,
}

impl<S: Scalar> Dense<S> {
    /// A layer whose parameters are all 0.
    ///
    /// # Panics
    /// Without inputs or without units.
    #[must_use]
    pub fn zeroed(inputs: usize, units: usize, activation: Activation) -> Self {
        assert!(inputs > 0 && units > 0, "a layer needs at least one input and one unit");
        Self { weights: vec![vec![S::ZERO; units]; inputs], biases: Some(vec![S::ZERO; units]), activation }
    }

    /// The same layer, without biases.
    #[must_use]
    pub fn without_biases(self) -> Self {
        Self { biases: None, ..self }
    }

    /// How many numbers it takes.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.weights.len()
    }

    /// How many numbers it gives.
    #[must_use]
    pub fn units(&self) -> usize {
        self.weights[0].len()
    }

    /// The pre-activations `z[u] = biases[u] + sum_i x[i] weights[i][u]`; `x[input]`, `z[unit]`.
    ///
    /// # Panics
    /// When `x` does not have one number per input.
    pub fn forward(&self, x: &[S]) -> Vec<S> {
        assert_eq!(x.len(), self.inputs(), "a sample must have one number per input");
        let mut z = self.biases.clone().unwrap_or_else(|| vec![S::ZERO; self.units()]);
        for (&x, row) in x.iter().zip(&self.weights) {
            for (z, &weight) in z.iter_mut().zip(row) {
                *z += x * weight;
            }
        }
        z
    }

    /// Adds `d_weights[i][u] = x[i] d_z[u]` and `d_biases[u] = d_z[u]` to `gradient`, and returns
    /// `d_x[i] = sum_u weights[i][u] d_z[u]`; `x[input]`, `d_z[unit]`, `d_x[input]`.
    pub fn backward(&self, x: &[S], d_z: &[S], gradient: &mut Self) -> Vec<S> {
        for (&x, d_row) in x.iter().zip(&mut gradient.weights) {
            for (d_weight, &d_z) in d_row.iter_mut().zip(d_z) {
                *d_weight += x * d_z;
            }
        }
        for (d_bias, &d_z) in gradient.biases.iter_mut().flatten().zip(d_z) {
            *d_bias += d_z;
        }
        let d_input = |row: &Vec<S>| row.iter().zip(d_z).fold(S::ZERO, |sum, (&weight, &d_z)| sum + weight * d_z);
        self.weights.iter().map(d_input).collect()
    }

    /// Its parameters in flat order: `weights[0][..]`, `weights[1][..]`, ..., `biases[..]`.
    pub fn params(&self) -> impl Iterator<Item = &S> {
        self.weights.iter().flatten().chain(self.biases.iter().flatten())
    }

    /// The same, to be changed.
    pub fn params_mut(&mut self) -> impl Iterator<Item = &mut S> {
        self.weights.iter_mut().flatten().chain(self.biases.iter_mut().flatten())
    }
}
