//! One sample through a network: the functions that an expansion calls for layers that are not straight-line code.

use super::forward::forward_single;
use crate::activation::{LaneActivation, LastActivation, activate_in_place};
use crate::layer::dense::DenseLayer;
use crate::simd::lanes::Lanes;

/// Computes the sums of a layer for one sample.
#[inline]
pub fn dense<D: DenseLayer>(layer: &D, x: &[f32], z: &mut [f32]) {
    forward_single(layer.weights(), layer.biases(), x, z);
}

/// Returns the sums of a small layer for one sample.
///
/// The compiler unrolls the loops, since all lengths are constants.
///
/// Four inputs at a time have sums of their own, so that none waits for the one before. They are added in the same
/// order as in [`dense`].
#[inline]
#[must_use]
pub fn small<const U: usize>(weights: &[[f32; U]], biases: &[f32; U], x: &[f32]) -> [f32; U] {
    // loops over indices: iterators over arrays of each length would be a dozen more functions for each layer
    let mut sums = [*biases, [0.0; U], [0.0; U], [0.0; U]];
    let (fours, rest) = x.as_chunks::<4>();
    for (index, x) in fours.iter().enumerate() {
        for chain in 0..4 {
            add_scaled_row(&mut sums[chain], x[chain], &weights[4 * index + chain]);
        }
    }
    for (chain, x) in rest.iter().enumerate() {
        add_scaled_row(&mut sums[chain], *x, &weights[4 * fours.len() + chain]);
    }
    let mut all = [0.0; U];
    for unit in 0..U {
        all[unit] = (sums[0][unit] + sums[1][unit]) + (sums[2][unit] + sums[3][unit]);
    }
    all
}

/// Computes `sums += x * row`.
#[inline(always)]
fn add_scaled_row<const U: usize>(sums: &mut [f32; U], x: f32, row: &[f32; U]) {
    for unit in 0..U {
        sums[unit] = sums[unit].add_scaled(x, row[unit]);
    }
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

#[cfg(test)]
mod tests {
    use super::{forward_single, small};

    /// Inputs that are left over from groups of four are included.
    #[test]
    fn small_layers_have_the_sums_of_the_kernel() {
        let numbers: [f32; 40] = core::array::from_fn(|i| (i * 7 % 19) as f32 / 19.0 - 0.4);
        let (weights, biases) = (numbers.as_chunks::<3>().0, [0.25_f32, -0.5, 1.0]);
        for inputs in 1..=13 {
            let (x, mut wanted) = (&numbers[20..20 + inputs], [0.0_f32; 3]);
            forward_single(weights[..inputs].as_flattened(), &biases, x, &mut wanted);
            for (found, wanted) in small(&weights[..inputs], &biases, x).into_iter().zip(wanted) {
                assert!((found - wanted).abs() < 1e-6, "{inputs} inputs: {found} instead of {wanted}");
            }
        }
    }
}
