//! A step over slices of parameters, in lanes.

use crate::simd::lanes::{LANES, Lanes};
use crate::simd::scalar::{FLOATS_IN_HARDWARE, ONE_BY_ONE};
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
    fn vectorized<I: InstructionSet>(self, set: I) {
        const { assert!(MOMENTS <= 2, "written out for two moments") };
        let Self { rule, parameters, gradient, moments } = self;
        let (mut moments, mut none) = (moments.iter_mut(), [&mut [][..], &mut [][..]]);
        for (slot, moment) in none.iter_mut().zip(&mut moments) {
            *slot = moment;
        }
        let [first, second] = none;
        Slices { parameters, gradient, first, second }.step(set, rule);
    }
}

/// Parameters, their gradient and their moments, all of one length; moments that a rule does not have are empty.
struct Slices<'a> {
    parameters: &'a mut [f32],
    gradient: &'a [f32],
    first: &'a mut [f32],
    second: &'a mut [f32],
}

impl Slices<'_> {
    /// A last part that does not fill a vector overlaps the vector before: it is computed before that one is changed,
    /// and finds the same values for what both have.
    #[inline(always)]
    fn step<I: InstructionSet, R: Rule<MOMENTS>, const MOMENTS: usize>(mut self, set: I, rule: R) {
        let (count, lanes) = (self.gradient.len(), I::Native::LANES);
        if count < lanes {
            return self.few(set, rule);
        }
        if count.is_multiple_of(lanes) {
            return self.vectors(set, rule);
        }
        let last = self.part(count - lanes).values(set, rule);
        self.part(0).vectors(set, rule);
        self.part(count - lanes).store(last);
    }

    /// Returns what begins at index `from`.
    #[inline(always)]
    fn part(&mut self, from: usize) -> Slices<'_> {
        let Self { parameters, gradient, first, second } = self;
        // moments that are not there have no index
        let [of_first, of_second] = [first.len(), second.len()].map(|length| from.min(length));
        Slices {
            parameters: &mut parameters[from..],
            gradient: &gradient[from..],
            first: &mut first[of_first..],
            second: &mut second[of_second..],
        }
    }

    /// Changes whole vectors. Iterators, since an index is checked for each slice.
    #[inline(always)]
    fn vectors<I: InstructionSet, R: Rule<MOMENTS>, const MOMENTS: usize>(self, set: I, rule: R) {
        let lanes = I::Native::LANES;
        let pairs = self.parameters.chunks_exact_mut(lanes).zip(self.gradient.chunks_exact(lanes));
        let (firsts, seconds) = (self.first.chunks_exact_mut(lanes), self.second.chunks_exact_mut(lanes));
        if const { MOMENTS == 0 } {
            for (parameters, gradient) in pairs {
                Slices { parameters, gradient, first: &mut [], second: &mut [] }.vector(set, rule);
            }
        } else if const { MOMENTS == 1 } {
            for ((parameters, gradient), first) in pairs.zip(firsts) {
                Slices { parameters, gradient, first, second: &mut [] }.vector(set, rule);
            }
        } else {
            for (((parameters, gradient), first), second) in pairs.zip(firsts).zip(seconds) {
                Slices { parameters, gradient, first, second }.vector(set, rule);
            }
        }
    }

    /// Changes one vector.
    #[inline(always)]
    fn vector<I: InstructionSet, R: Rule<MOMENTS>, const MOMENTS: usize>(self, set: I, rule: R) {
        let new = self.values(set, rule);
        self.store(new);
    }

    /// Returns the new values of the first vector.
    #[inline(always)]
    fn values<I, R, const MOMENTS: usize>(&self, set: I, rule: R) -> (I::Native, [I::Native; MOMENTS])
    where
        I: InstructionSet,
        R: Rule<MOMENTS>,
    {
        let mut old = [I::Native::splat(set, 0.0); MOMENTS];
        if MOMENTS > 0 {
            old[0] = I::Native::load(set, self.first);
        }
        if MOMENTS > 1 {
            old[1] = I::Native::load(set, self.second);
        }
        rule.step(I::Native::load(set, self.parameters), I::Native::load(set, self.gradient), old)
    }

    /// Stores new values of the first vector.
    #[inline(always)]
    fn store<V: Lanes, const MOMENTS: usize>(self, (w, moments): (V, [V; MOMENTS])) {
        w.store(self.parameters);
        if MOMENTS > 0 {
            normal(moments[0]).store(self.first);
        }
        if MOMENTS > 1 {
            normal(moments[1]).store(self.second);
        }
    }

    /// Changes fewer values than a vector has, in a vector that is filled up.
    #[inline(always)]
    fn few<I: InstructionSet, R: Rule<MOMENTS>, const MOMENTS: usize>(self, set: I, rule: R) {
        let mut padded = [[0.0; LANES]; 4];
        let [parameters, gradient, first, second] = &mut padded;
        let (count, mut all) = (self.gradient.len(), [self.parameters, self.first, self.second]);
        gradient[..count].copy_from_slice(self.gradient);
        let mut slots = [parameters, first, second];
        for (slot, values) in slots.iter_mut().zip(&all) {
            slot[..values.len()].copy_from_slice(values);
        }
        let [parameters, first, second] = slots.each_mut().map(|slot| &mut slot[..]);
        Slices { parameters, gradient, first, second }.vector(set, rule);
        for (slot, values) in slots.iter().zip(&mut all) {
            values.copy_from_slice(&slot[..values.len()]);
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
