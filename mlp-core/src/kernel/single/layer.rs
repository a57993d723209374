//! One sample through a network: the functions that an expansion calls for layers that are not straight-line code.

use super::forward::forward_single;
use crate::activation::{LaneActivation, LastActivation, activate_in_place};
use crate::layer::dense::DenseLayer;

/// Computes the sums of a layer for one sample.
#[inline]
pub fn dense<D: DenseLayer>(layer: &D, x: &[f32], z: &mut [f32]) {
    forward_single(layer.weights(), layer.biases(), x, z);
}

/// Replaces the sums of a hidden layer by its outputs.
#[inline]
pub fn activate<A: LaneActivation>(activation: A, z: &mut [f32]) {
    activate_in_place(activation, z);
}

/// Replaces the sums of the last layer by its outputs.
#[inline]
pub fn activate_last<A: LastActivation>(activation: A, z: &mut [f32]) {
    activation.activate_units(z);
}

/// Computes `y += x`: adds the inputs of a residual block to its outputs.
#[inline]
pub fn add(x: &[f32], y: &mut [f32]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += x;
    }
}
