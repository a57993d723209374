//! Activations of slices, several values at a time in lanes.

use super::elementwise::{Elementwise, LaneActivation, WithActivation};
use crate::simd::lanes::Lanes;
use crate::simd::tail::{load_part, store_part};
use crate::simd::{InstructionSet, Vectorized, dispatch};

/// Replaces every `z` by `f(z)`.
///
/// The activations of this crate run in code that is compiled here, whatever the optimization level of the user's
/// build.
pub(crate) fn activate_in_place<A: LaneActivation>(activation: A, z: &mut [f32]) {
    match activation.elementwise() {
        Some(known) => activate_slice(known, z),
        None => ActivateSlice { z }.with(activation),
    }
}

/// Replaces every `z` by `f(z)`.
#[inline(never)]
pub(crate) fn activate_slice(activation: Elementwise, z: &mut [f32]) {
    if matches!(activation, Elementwise::Identity) {
        return;
    }
    activation.resolve(ActivateSlice { z });
}

/// Replaces every `z` by `f'(z)`.
#[inline(never)]
pub(super) fn slopes_slice(activation: Elementwise, z: &mut [f32]) {
    activation.resolve(SlopesSlice { z });
}

/// Replaces every `z` by `f'(z)`, for any activation.
pub(crate) fn slopes_in_place<A: LaneActivation>(activation: A, z: &mut [f32]) {
    match activation.elementwise() {
        Some(known) => slopes_slice(known, z),
        None => SlopesSlice { z }.with(activation),
    }
}

/// Returns the slope at `z`.
///
/// This is not a closure: a closure that is called twice is compiled without the instructions of its caller.
#[inline(always)]
fn slope_at<A: LaneActivation, V: Lanes>(activation: A, z: V) -> V {
    activation.slope(z, activation.value(z))
}

struct SlopesSlice<'a> {
    z: &'a mut [f32],
}

impl WithActivation for SlopesSlice<'_> {
    type Output = ();
    #[inline(always)]
    fn with<A: LaneActivation>(self, activation: A) {
        dispatch(Slopes { activation, z: self.z });
    }
}

struct Slopes<'a, A> {
    activation: A,
    z: &'a mut [f32],
}

impl<A: LaneActivation> Vectorized for Slopes<'_, A> {
    type Output = ();
    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let mut chunks = self.z.chunks_exact_mut(I::Native::LANES);
        for z in &mut chunks {
            slope_at(self.activation, I::Native::load(set, z)).store(z);
        }
        let rest = chunks.into_remainder();
        if !rest.is_empty() {
            store_part(slope_at(self.activation, load_part::<I::Native>(set, rest)), rest);
        }
    }
}

struct ActivateSlice<'a> {
    z: &'a mut [f32],
}

impl WithActivation for ActivateSlice<'_> {
    type Output = ();
    #[inline(always)]
    fn with<A: LaneActivation>(self, activation: A) {
        dispatch(Activate { activation, z: self.z });
    }
}

struct Activate<'a, A> {
    activation: A,
    z: &'a mut [f32],
}

impl<A: LaneActivation> Vectorized for Activate<'_, A> {
    type Output = ();
    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let (lanes, count) = (I::Native::LANES, self.z.len());
        if count < lanes {
            let value = self.activation.value(load_part::<I::Native>(set, self.z));
            return store_part(value, self.z);
        }
        // the last vector overlaps the one before: its sums are read before the others are replaced
        let last = self.activation.value(I::Native::load(set, &self.z[count - lanes..]));
        for z in self.z.chunks_exact_mut(lanes) {
            self.activation.value(I::Native::load(set, z)).store(z);
        }
        last.store(&mut self.z[count - lanes..]);
    }
}

/// Multiplies every `d` by `dy/dz`.
#[inline(never)]
pub(crate) fn multiply_slopes(activation: Elementwise, z: &[f32], y: &[f32], d: &mut [f32]) {
    if matches!(activation, Elementwise::Identity) {
        return;
    }
    activation.resolve(MultiplySlopes { z, y, d });
}

pub(super) struct MultiplySlopes<'a> {
    pub(super) z: &'a [f32],
    pub(super) y: &'a [f32],
    pub(super) d: &'a mut [f32],
}

impl WithActivation for MultiplySlopes<'_> {
    type Output = ();
    #[inline(always)]
    fn with<A: LaneActivation>(self, activation: A) {
        dispatch(Backward { activation, slices: self });
    }
}

struct Backward<'a, A> {
    activation: A,
    slices: MultiplySlopes<'a>,
}

impl<A: LaneActivation> Vectorized for Backward<'_, A> {
    type Output = ();
    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let lanes = I::Native::LANES;
        let MultiplySlopes { z, y, d } = self.slices;
        for ((d, z), y) in d.chunks_exact_mut(lanes).zip(z.chunks_exact(lanes)).zip(y.chunks_exact(lanes)) {
            let slope = self.activation.slope(I::Native::load(set, z), I::Native::load(set, y));
            (I::Native::load(set, d) * slope).store(d);
        }
        let whole = d.len() / lanes * lanes;
        if whole < d.len() {
            let slope = self.activation.slope(load_part::<I::Native>(set, &z[whole..]), load_part(set, &y[whole..]));
            store_part(load_part::<I::Native>(set, &d[whole..]) * slope, &mut d[whole..]);
        }
    }
}

/// Replaces every output `x` by `d * dy/dz`, for an activation whose slope follows from the output.
#[inline(never)]
pub(crate) fn replace_by_derivatives(activation: Elementwise, x: &mut [f32], d: &[f32]) {
    activation.resolve(ReplaceByDerivatives { x, d });
}

struct ReplaceByDerivatives<'a> {
    x: &'a mut [f32],
    d: &'a [f32],
}

impl WithActivation for ReplaceByDerivatives<'_> {
    type Output = ();
    #[inline(always)]
    fn with<A: LaneActivation>(self, activation: A) {
        dispatch(Through { activation, slices: self });
    }
}

struct Through<'a, A> {
    activation: A,
    slices: ReplaceByDerivatives<'a>,
}

impl<A: LaneActivation> Vectorized for Through<'_, A> {
    type Output = ();
    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let lanes = I::Native::LANES;
        let ReplaceByDerivatives { x, d } = self.slices;
        for (x, d) in x.chunks_exact_mut(lanes).zip(d.chunks_exact(lanes)) {
            let y = I::Native::load(set, x);
            (I::Native::load(set, d) * self.activation.slope(y, y)).store(x);
        }
        let whole = x.len() / lanes * lanes;
        if whole < x.len() {
            let y = load_part::<I::Native>(set, &x[whole..]);
            let d = load_part::<I::Native>(set, &d[whole..]);
            store_part(d * self.activation.slope(y, y), &mut x[whole..]);
        }
    }
}
