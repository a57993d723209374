//! Dense layers: every unit sees every input.

use crate::layer::parameters::Parameters;

/// A layer of `UNITS` units with biases: `z[unit] = biases[unit] + sum over inputs of weights[input][unit] * x[input]`.
///
/// ```
/// use mlp::Dense;
///
/// let mut layer = Dense::<2, 3>::ZERO;
/// layer.weights[0] = [1.0, 2.0, 3.0]; // what the first input adds to each of the three units
/// layer.biases = [0.5; 3];
/// ```
#[repr(C)]
#[derive(Clone, Debug, PartialEq)]
pub struct Dense<const INPUTS: usize, const UNITS: usize> {
    /// Row `i` holds the weights that input `i` has in every unit.
    pub weights: [[f32; UNITS]; INPUTS],
    /// Added to each unit's weighted sum.
    pub biases: [f32; UNITS],
}

/// A layer without biases: `z[unit] = sum over inputs of weights[input][unit] * x[input]`.
#[repr(C)]
#[derive(Clone, Debug, PartialEq)]
pub struct DenseNoBias<const INPUTS: usize, const UNITS: usize> {
    /// Row `i` holds the weights that input `i` has in every unit.
    pub weights: [[f32; UNITS]; INPUTS],
}

impl<const INPUTS: usize, const UNITS: usize> Dense<INPUTS, UNITS> {
    /// All parameters zero.
    pub const ZERO: Self = Self { weights: [[0.0; UNITS]; INPUTS], biases: [0.0; UNITS] };
}

impl<const INPUTS: usize, const UNITS: usize> DenseNoBias<INPUTS, UNITS> {
    /// All parameters zero.
    pub const ZERO: Self = Self { weights: [[0.0; UNITS]; INPUTS] };
}

// SAFETY: `repr(C)` with two arrays of `f32`: no padding, any values valid.
unsafe impl<const INPUTS: usize, const UNITS: usize> Parameters for Dense<INPUTS, UNITS> {
    const COUNT: usize = (INPUTS + 1) * UNITS;
    const ZERO: Self = Self::ZERO;
}

// SAFETY: `repr(C)` with one array of `f32`: no padding, any values valid.
unsafe impl<const INPUTS: usize, const UNITS: usize> Parameters for DenseNoBias<INPUTS, UNITS> {
    const COUNT: usize = INPUTS * UNITS;
    const ZERO: Self = Self::ZERO;
}

/// A dense layer without its type: what kernels need of it.
pub trait DenseLayer: Parameters {
    /// How many inputs it has.
    const INPUTS: usize;
    /// How many units it has.
    const UNITS: usize;
    /// Whether it has biases.
    const BIAS: bool;
    /// `weights[input][unit]`, flat.
    fn weights(&self) -> &[f32];
    /// `biases[unit]`, empty without.
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
