//! Softmax: for samples in the lanes, and for one sample with its units in the lanes.

use crate::math;
use crate::simd::block::{Block, Window};
use crate::simd::lanes::Lanes;
use crate::simd::tail::{first_lanes, load_part, store_part};
use crate::simd::{InstructionSet, Vectorized};

/// The softmax, `y_u = e^z_u / (e^z_0 + e^z_1 + ...)`, whose outputs are a probability distribution.
///
/// It can only be the activation of the last layer. PyTorch's `Softmax`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Softmax;

/// Returns the largest sum of a block; infinite sums become the largest finite ones where a sample's largest is infinite.
///
/// Without that, infinity minus infinity would make every share NaN.
#[inline(always)]
pub(crate) fn largest<V: Lanes, B: Block<V> + ?Sized>(block: &mut B) -> V {
    let mut largest = block.get(0);
    for unit in 1..block.units() {
        largest = largest.larger(block.get(unit));
    }
    // NaN if a lane is not finite
    if largest.times(0.0).sum() == 0.0 {
        return largest;
    }
    for unit in 0..block.units() {
        block.set(unit, finite(block.get(unit)));
    }
    finite(largest)
}

/// Replaces an infinite value by the largest finite one of its sign; NaN stays.
#[inline(always)]
pub(crate) fn finite<V: Lanes>(x: V) -> V {
    x.at_least(x.constant(-f32::MAX)).at_most(x.constant(f32::MAX))
}

/// Returns half the difference of a sum to the largest one, whose half is `half_top`.
///
/// Halves have the same digits, and unlike the difference of two finite sums they are finite: a target of 0 times them
/// is 0.
#[inline(always)]
pub(crate) fn half_below<V: Lanes>(z: V, half_top: V) -> V {
    (z.times(0.5) - half_top).at_least(z.constant(-f32::MAX))
}

/// Applies [`finite`] to the sums of one sample. It is rare, so it has no vectors of its own.
#[cold]
fn make_finite(z: &mut [f32]) {
    for z in z {
        *z = finite(*z);
    }
}

/// Replaces `z` by its softmax and returns `ln sum e^(z - largest)`.
///
/// Subtracting the largest value keeps `exp` in range. A share that would be denormal becomes an exact zero.
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

/// The softmax of one sample, with its units in the lanes.
pub(crate) struct SoftmaxUnits<'a> {
    /// The weighted sums of the units. If the slice is longer, zeros are written behind them.
    pub(crate) z: &'a mut [f32],
    pub(crate) units: usize,
}

impl Vectorized for SoftmaxUnits<'_> {
    /// The largest of the sums, and the sum of `e^(z - largest)`.
    type Output = (f32, f32);

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) -> (f32, f32) {
        let Self { z, units } = self;
        if units <= 16 {
            let mut z_units: I::Sixteen = load_units(set, z, units);
            let mut top = largest_lane(z_units);
            if !first_of(top).is_finite() {
                make_finite(&mut z[..units]);
                z_units = load_units(set, z, units);
                top = largest_lane(z_units);
            }
            let e = math::exp_of_negative(z_units - top);
            let sum = e.sum();
            store_part(shares(e, sum), z);
            return (first_of(top), sum);
        }
        let mut top = I::Sixteen::splat(set, f32::NEG_INFINITY);
        for first in (0..units).step_by(16) {
            top = top.larger(load_units(set, &z[first..], units - first));
        }
        let mut top = largest_lane(top);
        if !first_of(top).is_finite() {
            make_finite(&mut z[..units]);
            top = finite(top);
        }
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
        (first_of(top), sum)
    }
}

/// Returns the first of sixteen lanes.
#[inline(always)]
fn first_of<V: Lanes>(lanes: V) -> f32 {
    let mut all = [0.0; 16];
    lanes.store(&mut all);
    all[0]
}

/// Loads up to sixteen of `units` sums; the other lanes hold negative infinity, whose softmax is 0.
#[inline(always)]
fn load_units<V: Lanes>(token: V::Token, z: &[f32], units: usize) -> V {
    first_lanes(token, units, load_part(token, z), V::splat(token, f32::NEG_INFINITY))
}

/// Returns the largest of sixteen lanes, in all of them.
#[inline(always)]
fn largest_lane<V: Lanes>(lanes: V) -> V {
    let mut largest = lanes;
    for _ in 0..4 {
        let (even, odd) = largest.deinterleave(largest);
        largest = even.larger(odd);
    }
    largest
}

/// Returns `e / sum`, or an exact zero where that would be denormal.
#[inline(always)]
fn shares<V: Lanes>(e: V, sum: f32) -> V {
    let share = e / e.constant(sum);
    share.if_less(e.constant(f32::MIN_POSITIVE), e.constant(0.0), share)
}

pub(super) struct SoftmaxColumns<'a> {
    pub(super) samples: usize,
    pub(super) z: &'a mut [f32],
}

impl Vectorized for SoftmaxColumns<'_> {
    type Output = ();
    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        for first in (0..self.samples).step_by(16) {
            let mut window = Window::<I::Sixteen>::new(set, self.z, self.samples, first);
            let top = largest(&mut window);
            normalize(&mut window, top);
        }
    }
}

pub(super) struct SoftmaxBackward<'a> {
    pub(super) samples: usize,
    pub(super) y: &'a [f32],
    pub(super) d: &'a mut [f32],
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
