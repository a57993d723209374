//! A step over slices of parameters, in lanes.

use crate::simd::lanes::Lanes;
use crate::simd::scalar::{FLOATS_IN_HARDWARE, ONE_BY_ONE};
use crate::simd::tail::{load_part, store_part};
use crate::simd::{InstructionSet, Vectorized, dispatch};

/// The step of one parameter; everything that is the same for all parameters is computed before.
pub(super) trait Rule<const MOMENTS: usize>: Copy {
    /// Returns the new parameter and the new moments.
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
    if ONE_BY_ONE {
        return apply_one_by_one(rule, parameters, gradient, moments);
    }
    let moments: &mut [&mut [f32]; MOMENTS] = moments.try_into().expect("as many moments as the rule has");
    assert!(
        parameters.len() == gradient.len() && moments.iter().all(|m| m.len() == gradient.len()),
        "parameters, gradient and moments differ in length"
    );
    dispatch(Step { rule, parameters, gradient, moments });
}

/// Applies `rule` to a few parameters, one by one.
///
/// In the program of a network with as many parameters as a vector or two has lanes, choosing instructions and filling
/// up the last vector cost more than the work.
///
/// # Panics
///
/// As [`apply`].
#[inline]
pub(super) fn apply_one_by_one<R: Rule<MOMENTS>, const MOMENTS: usize>(
    rule: R,
    parameters: &mut [f32],
    gradient: &[f32],
    moments: &mut [&mut [f32]],
) {
    const { assert!(MOMENTS <= 2, "written out for two moments") };
    let count = parameters.len();
    assert!(moments.len() == MOMENTS && gradient.len() == count, "as many values and moments as the rule has");
    // written out, since loops over arrays keep them in memory where code is to be small
    let (mut moments, mut none) = (moments.iter_mut(), [&mut [][..], &mut [][..]]);
    let [first, second] = &mut none;
    if MOMENTS > 0 {
        *first = &mut moments.next().expect("a first moment")[..count];
    }
    if MOMENTS > 1 {
        *second = &mut moments.next().expect("a second moment")[..count];
    }
    for (at, (w, g)) in parameters.iter_mut().zip(gradient).enumerate() {
        let mut old = [0.0; MOMENTS];
        if MOMENTS > 0 {
            old[0] = first[at];
        }
        if MOMENTS > 1 {
            old[1] = second[at];
        }
        let new;
        (*w, new) = rule.step(*w, *g, old);
        if MOMENTS > 0 {
            first[at] = normal_of_one(new[0]);
        }
        if MOMENTS > 1 {
            second[at] = normal_of_one(new[1]);
        }
    }
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
            normal(moment).store(&mut slot[at..]);
        }
    }

    /// The rest goes through the same operations in a padded vector, so that its position makes no difference.
    #[inline(always)]
    fn tail<I: InstructionSet>(&mut self, set: I, at: usize) {
        let moments = core::array::from_fn(|m| load_part::<I::Native>(set, &self.moments[m][at..]));
        let (w, moments) = {
            let (w, g) = (load_part(set, &self.parameters[at..]), load_part(set, &self.gradient[at..]));
            self.rule.step(w, g, moments)
        };
        store_part(w, &mut self.parameters[at..]);
        for (slot, moment) in self.moments.iter_mut().zip(moments) {
            store_part(normal(moment), &mut slot[at..]);
        }
    }
}

/// Replaces a denormal value by zero.
///
/// The moments of a parameter whose gradient stays zero, as that of a unit that no sample reaches any more, halve again
/// and again until each step with them costs a hundred times as much.
#[inline(always)]
fn normal<V: Lanes>(moment: V) -> V {
    moment.abs().if_less(moment.constant(f32::MIN_POSITIVE), moment.constant(0.0), moment)
}

/// [`normal`] of one value: by its exponent, where a comparison of floats would be a call.
#[inline(always)]
fn normal_of_one(moment: f32) -> f32 {
    if FLOATS_IN_HARDWARE { normal(moment) } else { normal_by_exponent(moment) }
}

#[inline(always)]
fn normal_by_exponent(moment: f32) -> f32 {
    const EXPONENT: u32 = f32::INFINITY.to_bits();
    if moment.to_bits() & EXPONENT == 0 { 0.0 } else { moment }
}

#[cfg(test)]
mod tests {
    use super::{normal, normal_by_exponent};
    use crate::optimizer::{Adam, AdamW, Momentum, Optimizer, RmsProp};

    /// Moments that are about to become denormal, after steps with a gradient of zero.
    fn fades_to_zero<O: Optimizer, const MOMENTS: usize>(optimizer: &O, one_by_one: bool) {
        // a whole vector of every instruction set, and a tail
        let (mut parameters, gradient) = ([1.0; 19], [0.0; 19]);
        let mut moments = [[2.0 * f32::MIN_POSITIVE; 19]; MOMENTS];
        for step in 1..5_000 {
            let mut slices = moments.each_mut().map(|moment| &mut moment[..]);
            if one_by_one {
                optimizer.update_few(step, &mut parameters, &gradient, &mut slices);
            } else {
                optimizer.update_slice(step, &mut parameters, &gradient, &mut slices);
            }
            assert!(!moments.as_flattened().iter().any(|m| m.is_subnormal()), "a denormal moment at step {step}");
        }
        assert!(moments.as_flattened().iter().all(|m| *m == 0.0), "they end at zero: {moments:?}");
        assert!(parameters.iter().all(|w| w.is_finite()), "{parameters:?}");
    }

    #[test]
    fn one_moment_becomes_what_many_do() {
        let least = f32::MIN_POSITIVE;
        let denormal = [f32::from_bits(1), least.next_down(), -least.next_down(), -f32::from_bits(1), 0.0, -0.0];
        for moment in denormal.into_iter().chain([least, -least, 1.0, -1e30, f32::INFINITY, f32::NEG_INFINITY]) {
            assert_eq!(normal_by_exponent(moment).to_bits(), normal(moment).to_bits(), "{moment:e}");
        }
        assert!(normal_by_exponent(f32::NAN).is_nan() && normal(f32::NAN).is_nan());
    }

    #[test]
    fn moments_never_become_denormal() {
        for one_by_one in [false, true] {
            fades_to_zero::<_, 1>(&Momentum::new(0.1, 0.9), one_by_one);
            fades_to_zero::<_, 1>(&RmsProp::new(1e-3), one_by_one);
            fades_to_zero::<_, 2>(&Adam::new(1e-3), one_by_one);
            fades_to_zero::<_, 2>(&AdamW::new(1e-3, 0.01), one_by_one);
        }
    }

    /// The end of a longer slice would be left out in silence.
    #[test]
    #[should_panic(expected = "parameters, gradient and moments differ in length")]
    fn a_shorter_gradient_is_a_mistake() {
        Momentum::new(0.1, 0.9).update_slice(1, &mut [1.0; 19], &[0.0; 18], &mut [&mut [0.0; 19]]);
    }

    #[test]
    #[should_panic(expected = "parameters, gradient and moments differ in length")]
    fn a_shorter_moment_is_a_mistake() {
        Momentum::new(0.1, 0.9).update_slice(1, &mut [1.0; 19], &[0.0; 19], &mut [&mut [0.0; 18]]);
    }
}
