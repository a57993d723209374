//! The activation of the last layer, which determines the losses that fit.

use super::elementwise::{LaneActivation, Sigmoid, WithActivation};
use super::slice::{MultiplySlopes, activate_in_place, multiply_slopes};
use super::softmax::{Softmax, SoftmaxBackward, SoftmaxColumns, SoftmaxUnits, largest, normalize};
use super::tangent;
use crate::sealed::Sealed;
use crate::simd::dispatch;
use crate::simd::lanes::Lanes;

/// The function from the weighted sums of a network's last layer to its outputs.
///
/// It is implemented for every activation that `mlp!` accepts on the last layer, and for those of joined networks. It is
/// sealed: only this crate implements it.
///
/// ```
/// use mlp::activation::Relu;
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 2 => 8 tanh => 1 relu }
///
/// fn never_negative<N: Network<Last = Relu>>(net: &N, input: &N::Input) -> bool {
///     net.forward(input).as_ref().iter().all(|y| *y >= 0.0)
/// }
/// assert!(never_negative(&Net::seeded(1), &[0.5, -0.5]));
/// ```
// matrices are `[unit][sample]` with a multiple of 16 samples, or one sample
pub trait LastActivation: Copy + Sealed {
    /// Replaces `z` by `y = f(z)`, for a few samples.
    #[doc(hidden)]
    fn activate<V: Lanes>(self, z: &mut [V]);
    /// Replaces `d`, the derivatives with respect to `y`, by those with respect to `z`, for a few samples.
    #[doc(hidden)]
    fn backward<V: Lanes>(self, z: &[V], y: &[V], d: &mut [V]);
    /// Replaces `z` by `y = f(z)`, for all units of one sample.
    #[doc(hidden)]
    fn activate_units(self, z: &mut [f32]) {
        self.activate::<f32>(z);
    }
    /// Replaces `z` by `y = f(z)`, for a matrix.
    #[doc(hidden)]
    fn activate_matrix(self, samples: usize, z: &mut [f32]);
    /// Replaces `d`, the derivatives with respect to `y`, by those with respect to `z`, for a matrix.
    #[doc(hidden)]
    fn backward_matrix(self, samples: usize, z: &[f32], y: &[f32], d: &mut [f32]);
    /// Replaces the first column of a matrix, `z`, by `y = f(z)`.
    ///
    /// The other columns are tangents of `z`. They are replaced by tangents of `y`.
    #[doc(hidden)]
    fn tangents_matrix(self, columns: usize, z: &mut [f32]);
}

impl<A: LaneActivation> Sealed for A {}

impl<A: LaneActivation> LastActivation for A {
    #[inline(always)]
    fn activate<V: Lanes>(self, z: &mut [V]) {
        for z in z {
            *z = self.value(*z);
        }
    }
    #[inline(always)]
    fn backward<V: Lanes>(self, z: &[V], y: &[V], d: &mut [V]) {
        for ((d, z), y) in d.iter_mut().zip(z).zip(y) {
            *d = *d * self.slope(*z, *y);
        }
    }
    fn activate_units(self, z: &mut [f32]) {
        activate_in_place(self, z);
    }
    fn activate_matrix(self, _: usize, z: &mut [f32]) {
        activate_in_place(self, z);
    }
    fn backward_matrix(self, _: usize, z: &[f32], y: &[f32], d: &mut [f32]) {
        match self.elementwise() {
            Some(known) => multiply_slopes(known, z, y, d),
            None => MultiplySlopes { z, y, d }.with(self),
        }
    }
    fn tangents_matrix(self, columns: usize, z: &mut [f32]) {
        tangent::through(self, columns, z);
    }
}

impl LastActivation for Softmax {
    #[inline(always)]
    fn activate<V: Lanes>(self, z: &mut [V]) {
        if !z.is_empty() {
            let top = largest(z);
            normalize(z, top);
        }
    }
    /// `d_z = y * (d_y - sum over units of y * d_y)`
    #[inline(always)]
    fn backward<V: Lanes>(self, _: &[V], y: &[V], d: &mut [V]) {
        let Some(first) = y.first() else { return };
        let mut projection = first.constant(0.0);
        for (y, d) in y.iter().zip(&*d) {
            projection.add_product(*y, *d);
        }
        for (y, d) in y.iter().zip(d) {
            *d = *y * (*d - projection);
        }
    }
    fn activate_units(self, z: &mut [f32]) {
        dispatch(SoftmaxUnits { units: z.len(), z });
    }
    fn activate_matrix(self, samples: usize, z: &mut [f32]) {
        if samples == 1 {
            return self.activate_units(z);
        }
        dispatch(SoftmaxColumns { samples, z });
    }
    fn backward_matrix(self, samples: usize, z: &[f32], y: &[f32], d: &mut [f32]) {
        if samples == 1 {
            return self.backward::<f32>(z, y, d);
        }
        dispatch(SoftmaxBackward { samples, y, d });
    }
    fn tangents_matrix(self, columns: usize, z: &mut [f32]) {
        tangent::softmax(columns, z);
    }
}

/// The last activation of a network whose declaration is faulty.
///
/// Every loss fits it, so that the error is not followed by others.
#[derive(Clone, Copy, Debug)]
pub struct Unknown;

impl LastActivation for Unknown {
    fn activate<V: Lanes>(self, _: &mut [V]) {}
    fn backward<V: Lanes>(self, _: &[V], _: &[V], _: &mut [V]) {}
    fn activate_matrix(self, _: usize, _: &mut [f32]) {}
    fn backward_matrix(self, _: usize, _: &[f32], _: &[f32], _: &mut [f32]) {}
    fn tangents_matrix(self, _: usize, _: &mut [f32]) {}
}

impl Sealed for Unknown {}
impl Sealed for Softmax {}

/// Last activations whose outputs are independent probabilities, with `dy/dz = y (1 - y)`: [`Sigmoid`].
#[diagnostic::on_unimplemented(
    message = "the loss `Bce` needs outputs between 0 and 1: end the network in `sigmoid`",
    label = "this network ends in `{Self}`",
    note = "after `softmax` the loss is `CrossEntropy`; outputs that are no probabilities are compared by `Mse`"
)]
pub trait Probability: Sealed {}
impl Probability for Sigmoid {}
#[diagnostic::do_not_recommend]
impl Probability for Unknown {}

/// Last activations whose outputs are a probability distribution: [`Softmax`].
#[diagnostic::on_unimplemented(
    message = "cross-entropy needs outputs that sum to 1: end the network in `softmax`",
    label = "this network ends in `{Self}`",
    note = "after `sigmoid` the loss is `Bce`; outputs that are no probabilities are compared by `Mse`"
)]
pub trait Distribution: Sealed {}
impl Distribution for Softmax {}
#[diagnostic::do_not_recommend]
impl Distribution for Unknown {}

#[cfg(test)]
mod tests {
    use super::{LastActivation, Softmax};

    /// `e^-87` is a normal number, but a fraction of it is not.
    #[test]
    fn a_share_that_would_be_denormal_is_zero() {
        let mut few = [0.0; 10];
        let mut many = [0.0; 37];
        for z in [&mut few[..], &mut many] {
            let last = z.len() - 1;
            z[last] = -87.0;
            Softmax.activate_units(z);
            assert_eq!(z[last], 0.0);
            let sum: f32 = z.iter().sum();
            assert!((sum - 1.0).abs() < 1e-6, "{sum}");
        }
        // the units of sixteen samples
        let mut samples = [0.0; 10 * 16];
        samples[9 * 16..].fill(-87.0);
        Softmax.activate_matrix(16, &mut samples);
        assert_eq!(samples[9 * 16..], [0.0; 16]);
    }
}
