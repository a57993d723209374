//! The activation of the last layer, which decides the losses that fit.

use super::elementwise::WithActivation;
use super::slice::{MultiplySlopes, activate_in_place, multiply_slopes};
use super::{LaneActivation, Sigmoid, tangent};
use crate::math;
use crate::simd::block::{Block, Window};
use crate::simd::lanes::Lanes;
use crate::simd::tail::{first_lanes, load_part, store_part};
use crate::simd::{InstructionSet, Vectorized, dispatch};

/// What a network does to the weighted sums of its last layer.
///
/// The matrices are `[unit][sample]` with a multiple of 16 samples, or one.
pub trait LastActivation: Copy {
    /// `y = f(z)` of a few samples, in place.
    fn activate<V: Lanes>(self, z: &mut [V]);
    /// The loss's derivatives with respect to `z`, from those with respect to `y`, in place.
    fn backward<V: Lanes>(self, z: &[V], y: &[V], d: &mut [V]);
    /// `y = f(z)` of all units of one sample, in place.
    fn activate_units(self, z: &mut [f32]) {
        self.activate::<f32>(z);
    }
    /// `y = f(z)` of a matrix, in place.
    fn activate_matrix(self, samples: usize, z: &mut [f32]);
    /// The loss's derivatives with respect to `z`, from those with respect to `y`, in place.
    fn backward_matrix(self, samples: usize, z: &[f32], y: &[f32], d: &mut [f32]);
    /// `y = f(z)` in the first column of a matrix, and in the others their tangents in place of those of `z`: from what
    /// changes in `z` to what changes in `y`.
    fn tangents_matrix(self, columns: usize, z: &mut [f32]);
}

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

/// `y_u = e^z_u / (e^z_0 + e^z_1 + ...)`: the outputs are a distribution. Only for the last layer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Softmax;

/// The largest value of a block.
#[inline(always)]
pub(crate) fn largest<V: Lanes, B: Block<V> + ?Sized>(block: &B) -> V {
    let mut largest = block.get(0);
    for unit in 1..block.units() {
        largest = largest.larger(block.get(unit));
    }
    largest
}

/// Turns `z` into a distribution; returns `ln sum e^(z - largest)`. Subtracting the largest keeps `exp` in range, and a
/// share that would be denormal is an exact zero.
#[inline(always)]
pub(crate) fn normalize<V: Lanes, B: Block<V> + ?Sized>(block: &mut B, largest: V) -> V {
    let (zero, smallest) = (largest.constant(0.0), largest.constant(f32::MIN_POSITIVE));
    let mut sum = zero;
    for unit in 0..block.units() {
        let e = math::exp_of_negative(block.get(unit) - largest);
        block.set(unit, e);
        sum = sum + e;
    }
    for unit in 0..block.units() {
        let share = block.get(unit) / sum;
        block.set(unit, share.if_less(smallest, zero, share));
    }
    math::ln(sum)
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
        Self::tangents(columns, z);
    }
}

/// The softmax of one sample, units in the lanes.
pub(crate) struct SoftmaxUnits<'a> {
    /// The units; if there is room for more, zeros are written behind them.
    pub(crate) z: &'a mut [f32],
    pub(crate) units: usize,
}

impl Vectorized for SoftmaxUnits<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let Self { z, units } = self;
        if units <= 16 {
            let z_units: I::Sixteen = load_units(set, z, units);
            let e = math::exp_of_negative(z_units - largest_lane(z_units));
            return store_part(shares(e, e.sum()), z);
        }
        let mut top = I::Sixteen::splat(set, f32::NEG_INFINITY);
        for first in (0..units).step_by(16) {
            top = top.larger(load_units(set, &z[first..], units - first));
        }
        let top = largest_lane(top);
        let mut sums = I::Sixteen::splat(set, 0.0);
        for first in (0..units).step_by(16) {
            let e = math::exp_of_negative(load_units::<I::Sixteen>(set, &z[first..], units - first) - top);
            sums = sums + e;
            store_part(e, &mut z[first..]);
        }
        let sum = sums.sum();
        for first in (0..units).step_by(16) {
            store_part(shares(load_part::<I::Sixteen>(set, &z[first..]), sum), &mut z[first..]);
        }
    }
}

/// The first sixteen of `units`, or those there are, and behind them what has no share in a softmax.
#[inline(always)]
fn load_units<V: Lanes>(token: V::Token, z: &[f32], units: usize) -> V {
    first_lanes(token, units, load_part(token, z), V::splat(token, f32::NEG_INFINITY))
}

/// The largest of sixteen lanes, in all of them.
#[inline(always)]
fn largest_lane<V: Lanes>(lanes: V) -> V {
    let mut largest = lanes;
    for _ in 0..4 {
        let (even, odd) = largest.deinterleave(largest);
        largest = even.larger(odd);
    }
    largest
}

/// `e / sum`; an exact zero where that would be denormal.
#[inline(always)]
fn shares<V: Lanes>(e: V, sum: f32) -> V {
    let share = e / e.constant(sum);
    share.if_less(e.constant(f32::MIN_POSITIVE), e.constant(0.0), share)
}

struct SoftmaxColumns<'a> {
    samples: usize,
    z: &'a mut [f32],
}

impl Vectorized for SoftmaxColumns<'_> {
    type Output = ();
    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        for first in (0..self.samples).step_by(16) {
            let mut window = Window::<I::Sixteen>::new(set, self.z, self.samples, first);
            let top = largest(&window);
            normalize(&mut window, top);
        }
    }
}

struct SoftmaxBackward<'a> {
    samples: usize,
    y: &'a [f32],
    d: &'a mut [f32],
}

impl Vectorized for SoftmaxBackward<'_> {
    type Output = ();
    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let lanes = I::Native::LANES;
        for first in (0..self.samples).step_by(lanes) {
            let mut projection = I::Native::splat(set, 0.0);
            for (y, d) in self.y.chunks_exact(self.samples).zip(self.d.chunks_exact(self.samples)) {
                projection.add_product(I::Native::load(set, &y[first..]), I::Native::load(set, &d[first..]));
            }
            for (y, d) in self.y.chunks_exact(self.samples).zip(self.d.chunks_exact_mut(self.samples)) {
                let y = I::Native::load(set, &y[first..]);
                let d_z = y * (I::Native::load(set, &d[first..]) - projection);
                d_z.store(&mut d[first..]);
            }
        }
    }
}

/// Stands in for the last activation of a network that could not be made; every loss fits it.
#[derive(Clone, Copy, Debug)]
pub struct Unknown;

impl LastActivation for Unknown {
    fn activate<V: Lanes>(self, _: &mut [V]) {}
    fn backward<V: Lanes>(self, _: &[V], _: &[V], _: &mut [V]) {}
    fn activate_matrix(self, _: usize, _: &mut [f32]) {}
    fn backward_matrix(self, _: usize, _: &[f32], _: &[f32], _: &mut [f32]) {}
    fn tangents_matrix(self, _: usize, _: &mut [f32]) {}
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Unknown {}
    impl Sealed for super::Sigmoid {}
    impl Sealed for super::Softmax {}
}

/// Last activations whose outputs are independent probabilities, with `dy/dz = y (1 - y)`: [`Sigmoid`].
#[diagnostic::on_unimplemented(
    message = "the loss `Bce` needs outputs between 0 and 1: end the network in `sigmoid`",
    label = "this network ends in `{Self}`",
    note = "after `softmax` the loss is `CrossEntropy`; outputs that are no probabilities are compared by `Mse`"
)]
pub trait Probability: sealed::Sealed {}
impl Probability for Sigmoid {}
#[diagnostic::do_not_recommend]
impl Probability for Unknown {}

/// Last activations whose outputs are a distribution: [`Softmax`].
#[diagnostic::on_unimplemented(
    message = "cross-entropy needs outputs that sum to 1: end the network in `softmax`",
    label = "this network ends in `{Self}`",
    note = "after `sigmoid` the loss is `Bce`; outputs that are no probabilities are compared by `Mse`"
)]
pub trait Distribution: sealed::Sealed {}
impl Distribution for Softmax {}
#[diagnostic::do_not_recommend]
impl Distribution for Unknown {}

#[cfg(test)]
mod tests {
    use super::{LastActivation, Softmax};

    /// `e^-87` is a normal number, a part of it is not.
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
    }
}
