//! A step over slices, in lanes.

use crate::lanes::Lanes;
use crate::simd::{InstructionSet, Vectorized, dispatch};

/// What a step does to one parameter; everything that is the same for all parameters is worked out before.
pub(super) trait Rule<const MOMENTS: usize>: Copy {
    /// The new parameter and the new moments.
    fn step<V: Lanes>(self, w: V, g: V, moments: [V; MOMENTS]) -> (V, [V; MOMENTS]);
}

/// Applies `rule` to all parameters.
///
/// # Panics
///
/// If the slices differ in length or there are not `MOMENTS` moments.
pub(super) fn apply<R: Rule<MOMENTS>, const MOMENTS: usize>(
    rule: R,
    parameters: &mut [f32],
    gradient: &[f32],
    moments: &mut [&mut [f32]],
) {
    let moments: &mut [&mut [f32]; MOMENTS] = moments.try_into().expect("as many moments as the rule has");
    assert!(
        parameters.len() == gradient.len() && moments.iter().all(|m| m.len() == gradient.len()),
        "parameters, gradient and moments differ in length"
    );
    dispatch(Step { rule, parameters, gradient, moments });
}

struct Step<'a, 'm, R, const MOMENTS: usize> {
    rule: R,
    parameters: &'a mut [f32],
    gradient: &'a [f32],
    moments: &'a mut [&'m mut [f32]; MOMENTS],
}

impl<R: Rule<MOMENTS>, const MOMENTS: usize> Vectorized for Step<'_, '_, R, MOMENTS> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(mut self, set: I) {
        let lanes = I::Native::LANES;
        let whole = self.gradient.len() / lanes * lanes;
        for at in (0..whole).step_by(lanes) {
            self.vector::<I>(set, at);
        }
        if whole < self.gradient.len() {
            self.tail::<I>(set, whole);
        }
    }
}

impl<R: Rule<MOMENTS>, const MOMENTS: usize> Step<'_, '_, R, MOMENTS> {
    #[inline(always)]
    fn vector<I: InstructionSet>(&mut self, set: I, at: usize) {
        let w = I::Native::load(set, &self.parameters[at..]);
        let g = I::Native::load(set, &self.gradient[at..]);
        let moments = core::array::from_fn(|m| I::Native::load(set, &self.moments[m][at..]));
        let (w, moments) = self.rule.step(w, g, moments);
        w.store(&mut self.parameters[at..]);
        for (slot, moment) in self.moments.iter_mut().zip(moments) {
            moment.store(&mut slot[at..]);
        }
    }

    /// What is left over goes through the same operations in a padded vector, so that its place makes no difference.
    #[inline(always)]
    fn tail<I: InstructionSet>(&mut self, set: I, at: usize) {
        let padded = |slice: &[f32]| {
            let mut lanes = [0.0; 16];
            lanes[..slice.len()].copy_from_slice(slice);
            I::Native::load(set, &lanes)
        };
        let write = |value: I::Native, slice: &mut [f32]| {
            let mut lanes = [0.0; 16];
            value.store(&mut lanes);
            slice.copy_from_slice(&lanes[..slice.len()]);
        };
        let moments = core::array::from_fn(|m| padded(&self.moments[m][at..]));
        let (w, moments) = self.rule.step(padded(&self.parameters[at..]), padded(&self.gradient[at..]), moments);
        write(w, &mut self.parameters[at..]);
        for (slot, moment) in self.moments.iter_mut().zip(moments) {
            write(moment, &mut slot[at..]);
        }
    }
}
