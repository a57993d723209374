//! One sample through a layer: what the expansion of a network calls for layers that are not straight-line code.

use crate::activation::{LaneActivation, LastActivation, activate_in_place};
use crate::dense::DenseLayer;
use crate::kernel::forward_one;

/// The sums of a layer for one sample.
#[inline]
pub fn dense<D: DenseLayer>(layer: &D, x: &[f32], z: &mut [f32]) {
    forward_one(layer.weights(), layer.biases(), x, z);
}

/// The outputs of a hidden layer, in place of its sums.
#[inline]
pub fn activate<A: LaneActivation>(activation: A, z: &mut [f32]) {
    activate_in_place(activation, z);
}

/// The outputs of the last layer, in place of its sums.
#[inline]
pub fn activate_last<A: LastActivation>(activation: A, z: &mut [f32]) {
    activation.activate_units(z);
}

/// `y += x`: what skips a residual block joins what went through it.
#[inline]
pub fn add(x: &[f32], y: &mut [f32]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += x;
    }
}
