//! Dense layers: every unit reads every input.

use crate::layer::info::{LayerInfo, LayerPath};
use crate::layer::parameters::Parameters;

/// A dense layer with biases.
///
/// It computes `z[unit] = biases[unit] + sum over inputs of weights[input][unit] * x[input]`.
///
/// ```
/// use mlp::Dense;
///
/// let mut layer = Dense::<2, 3>::ZERO;
/// layer.weights[0] = [1.0, 2.0, 3.0]; // the weights of the first input in the three units
/// layer.biases = [0.5; 3];
/// assert_eq!(layer.weights.len(), 2);
/// ```
///
/// It is PyTorch's `Linear(INPUTS, UNITS)`, whose `weight[unit][input]` is transposed.
#[repr(C)]
#[derive(Clone, Debug, PartialEq)]
pub struct Dense<const INPUTS: usize, const UNITS: usize> {
    /// `weights[input][unit]`: row `i` holds the weights of input `i` in every unit.
    pub weights: [[f32; UNITS]; INPUTS],
    /// `biases[unit]`, added to the weighted sum of the unit.
    pub biases: [f32; UNITS],
}

/// A dense layer without biases.
///
/// It computes `z[unit] = sum over inputs of weights[input][unit] * x[input]`.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 2 => 3 no_bias }
///
/// let mut net = Net::ZERO;
/// net.l1.weights = [[1.0, 2.0, 3.0], [0.0, 0.0, 1.0]];
/// assert_eq!(net.forward(&[2.0, 1.0]), [2.0, 4.0, 7.0]);
/// ```
#[repr(C)]
#[derive(Clone, Debug, PartialEq)]
pub struct DenseNoBias<const INPUTS: usize, const UNITS: usize> {
    /// `weights[input][unit]`: row `i` holds the weights of input `i` in every unit.
    pub weights: [[f32; UNITS]; INPUTS],
}

impl<const INPUTS: usize, const UNITS: usize> Dense<INPUTS, UNITS> {
    /// The layer whose parameters are all zero.
    pub const ZERO: Self = Self::zeroed();

    /// Returns the layer whose parameters are all zero.
    #[inline]
    #[must_use]
    pub const fn zeroed() -> Self {
        Self { weights: [[0.0; UNITS]; INPUTS], biases: [0.0; UNITS] }
    }
}

impl<const INPUTS: usize, const UNITS: usize> DenseNoBias<INPUTS, UNITS> {
    /// The layer whose parameters are all zero.
    pub const ZERO: Self = Self::zeroed();

    /// Returns the layer whose parameters are all zero.
    #[inline]
    #[must_use]
    pub const fn zeroed() -> Self {
        Self { weights: [[0.0; UNITS]; INPUTS] }
    }
}

// SAFETY: `repr(C)` with two arrays of `f32`: no padding, any values valid.
unsafe impl<const INPUTS: usize, const UNITS: usize> Parameters for Dense<INPUTS, UNITS> {
    const COUNT: usize = (INPUTS + 1) * UNITS;
    const ZERO: Self = Self::ZERO;
    fn visit_layers(path: &LayerPath<'_>, visit: &mut dyn FnMut(&LayerPath<'_>, &LayerInfo)) {
        visit(path, &LayerInfo::alone(INPUTS, UNITS, true));
    }
}

// SAFETY: `repr(C)` with one array of `f32`: no padding, any values valid.
unsafe impl<const INPUTS: usize, const UNITS: usize> Parameters for DenseNoBias<INPUTS, UNITS> {
    const COUNT: usize = INPUTS * UNITS;
    const ZERO: Self = Self::ZERO;
    fn visit_layers(path: &LayerPath<'_>, visit: &mut dyn FnMut(&LayerPath<'_>, &LayerInfo)) {
        visit(path, &LayerInfo::alone(INPUTS, UNITS, false));
    }
}

/// A dense layer of any size, as the kernels use it.
pub trait DenseLayer: Parameters {
    /// The number of inputs.
    const INPUTS: usize;
    /// The number of units.
    const UNITS: usize;
    /// Whether the layer has biases.
    const BIAS: bool;
    /// Returns `weights[input][unit]`, row by row.
    fn weights(&self) -> &[f32];
    /// Returns `biases[unit]`, or an empty slice without biases.
    fn biases(&self) -> &[f32];
}

impl<const INPUTS: usize, const UNITS: usize> DenseLayer for Dense<INPUTS, UNITS> {
    const INPUTS: usize = INPUTS;
    const UNITS: usize = UNITS;
    const BIAS: bool = true;
    #[inline]
    fn weights(&self) -> &[f32] {
        self.weights.as_flattened()
    }
    #[inline]
    fn biases(&self) -> &[f32] {
        &self.biases
    }
}

impl<const INPUTS: usize, const UNITS: usize> DenseLayer for DenseNoBias<INPUTS, UNITS> {
    const INPUTS: usize = INPUTS;
    const UNITS: usize = UNITS;
    const BIAS: bool = false;
    #[inline]
    fn weights(&self) -> &[f32] {
        self.weights.as_flattened()
    }
    #[inline]
    fn biases(&self) -> &[f32] {
        &[]
    }
}

/// A dense layer whose sizes are constants.
pub trait FixedLayer<const INPUTS: usize, const UNITS: usize> {
    /// Returns `weights[input][unit]`.
    fn rows(&self) -> &[[f32; UNITS]; INPUTS];
    /// Returns `biases[unit]`, or `None` without biases.
    fn row_of_biases(&self) -> Option<&[f32; UNITS]>;
    /// Returns both, to change them.
    fn rows_mut(&mut self) -> (&mut [[f32; UNITS]; INPUTS], Option<&mut [f32; UNITS]>);
}

impl<const INPUTS: usize, const UNITS: usize> FixedLayer<INPUTS, UNITS> for Dense<INPUTS, UNITS> {
    #[inline(always)]
    fn rows(&self) -> &[[f32; UNITS]; INPUTS] {
        &self.weights
    }
    #[inline(always)]
    fn row_of_biases(&self) -> Option<&[f32; UNITS]> {
        Some(&self.biases)
    }
    #[inline(always)]
    fn rows_mut(&mut self) -> (&mut [[f32; UNITS]; INPUTS], Option<&mut [f32; UNITS]>) {
        (&mut self.weights, Some(&mut self.biases))
    }
}

impl<const INPUTS: usize, const UNITS: usize> FixedLayer<INPUTS, UNITS> for DenseNoBias<INPUTS, UNITS> {
    #[inline(always)]
    fn rows(&self) -> &[[f32; UNITS]; INPUTS] {
        &self.weights
    }
    #[inline(always)]
    fn row_of_biases(&self) -> Option<&[f32; UNITS]> {
        None
    }
    #[inline(always)]
    fn rows_mut(&mut self) -> (&mut [[f32; UNITS]; INPUTS], Option<&mut [f32; UNITS]>) {
        (&mut self.weights, None)
    }
}
