//! One sample through a layer: what the expansion of a network calls for layers that are not straight-line code.

use crate::activation::{LaneActivation, LastActivation, activate_in_place};
use crate::dense::DenseLayer;
use crate::kernel::forward_one;
use crate::network::{Network, Vector};

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

/// The outputs of a network in the place of a layer.
///
/// # Panics
///
/// If `x` is not as long as the network's inputs.
#[inline]
pub fn network<N: Network>(net: &N, x: &[f32]) -> N::Output {
    let mut input = N::Input::ZERO;
    input.as_mut().copy_from_slice(x);
    net.forward(&input)
}
