//! Activations in forward-mode differentiation.
//!
//! The first column of a matrix `[unit][column]` holds the weighted sums `z` of a sample. The other columns hold
//! tangents: the derivatives of `z` along one direction each.

use super::elementwise::{Elementwise, LaneActivation};
use super::slice::{activate_in_place, activate_slice, slopes_in_place, slopes_slice};
use crate::math;
use crate::simd::lanes::Lanes;

/// The number of units that are activated together.
const AT_ONCE: usize = 64;

/// Replaces the sums by the outputs, and their tangents by those of the outputs, `t = f'(z) t`.
pub(super) fn through<A: LaneActivation>(activation: A, columns: usize, z: &mut [f32]) {
    each_unit(columns, z, &mut |values, slopes| {
        activate_in_place(activation, values);
        slopes_in_place(activation, slopes);
    });
}

/// Does the same as [`through`] for an activation that is selected at run time.
pub(crate) fn through_elementwise(activation: Elementwise, columns: usize, z: &mut [f32]) {
    each_unit(columns, z, &mut |values, slopes| {
        activate_slice(activation, values);
        slopes_slice(activation, slopes);
    });
}

/// Calls `apply` with two copies of the sums of some units.
///
/// One becomes the outputs, the other the slopes.
fn each_unit(columns: usize, z: &mut [f32], apply: &mut dyn FnMut(&mut [f32; AT_ONCE], &mut [f32; AT_ONCE])) {
    for rows in z.chunks_mut(AT_ONCE * columns) {
        let mut values = [0.0; AT_ONCE];
        for (value, row) in values.iter_mut().zip(rows.chunks_exact(columns)) {
            *value = row[0];
        }
        let mut slopes = values;
        apply(&mut values, &mut slopes);
        for (row, (value, slope)) in rows.chunks_exact_mut(columns).zip(values.iter().zip(slopes)) {
            for tangent in &mut *row {
                *tangent *= slope;
            }
            row[0] = *value;
        }
    }
}

/// Applies softmax, with the tangents `t_u = y_u (t_u - sum over units of y t)`.
pub(super) fn softmax(columns: usize, z: &mut [f32]) {
    let top = z.iter().step_by(columns).fold(f32::NEG_INFINITY, |top, z| Lanes::larger(top, *z));
    let mut sum = 0.0;
    for z in z.iter_mut().step_by(columns) {
        *z = math::exp_of_negative(*z - top);
        sum += *z;
    }
    for y in z.iter_mut().step_by(columns) {
        *y /= sum;
    }
    for first in (0..columns).step_by(AT_ONCE) {
        let count = AT_ONCE.min(columns - first);
        let mut projections = [0.0; AT_ONCE];
        for row in z.chunks_exact(columns) {
            for (projection, tangent) in projections.iter_mut().zip(&row[first..first + count]) {
                *projection += row[0] * tangent;
            }
        }
        for row in z.chunks_exact_mut(columns) {
            let y = row[0];
            for (tangent, projection) in row[first..first + count].iter_mut().zip(projections) {
                *tangent = y * (*tangent - projection);
            }
            row[0] = y;
        }
    }
}
