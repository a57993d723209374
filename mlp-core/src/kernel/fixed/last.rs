//! The last activation of one sample, where each output has its own.

use crate::activation::LastActivation;

/// Replaces the sums of the last layer by its outputs.
#[inline(always)]
pub fn activate_last<A: LastActivation>(activation: A, z: &mut [f32]) {
    activation.activate::<f32>(z);
}
