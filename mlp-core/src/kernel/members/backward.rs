//! The backward pass of a layer of sixteen members.

use super::lanes::{Lane, cover};
use crate::kernel::start::Start;
use crate::simd::lanes::{LANES, Lanes};
use crate::simd::{InstructionSet, Vectorized};

/// The arguments of the gradient of the weights, and of the biases if there is room behind those of the weights.
pub(super) struct WeightGradientOfMembers<'a> {
    pub(super) start: Start,
    pub(super) inputs: usize,
    pub(super) units: usize,
    pub(super) samples: usize,
    /// `x[input][sample]`
    pub(super) x: &'a [Lane],
    /// `d[unit][sample]`
    pub(super) d: &'a [Lane],
    /// `gradient[input][unit]`, and the biases.
    pub(super) gradient: &'a mut [Lane],
}

impl Vectorized for WeightGradientOfMembers<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(mut self, set: I) {
        let (inputs, units) = (self.inputs, self.units);
        for part in (0..LANES).step_by(I::Native::LANES) {
            cover!(inputs, [4, 2, 1], |INPUTS, input| {
                cover!(units, [2, 1], |UNITS, unit| {
                    self.tile::<I::Native, INPUTS, UNITS>(set, part, input, unit);
                });
            });
            if self.gradient.len() > inputs * units {
                for unit in 0..units {
                    self.bias::<I::Native>(set, part, unit);
                }
            }
        }
    }
}

impl WeightGradientOfMembers<'_> {
    /// Computes `gradient[input][unit] += sum over samples of x[input][sample] * d[unit][sample]`.
    #[inline(always)]
    fn tile<V: Lanes, const INPUTS: usize, const UNITS: usize>(
        &mut self,
        token: V::Token,
        part: usize,
        input: usize,
        unit: usize,
    ) {
        let Self { start, units, samples, x, d, .. } = *self;
        let (mut x_rows, mut d_rows) = ([x; INPUTS], [d; UNITS]);
        for i in 0..INPUTS {
            x_rows[i] = &x[(input + i) * samples..][..samples];
        }
        for u in 0..UNITS {
            d_rows[u] = &d[(unit + u) * samples..][..samples];
        }
        let mut sums = [[V::splat(token, 0.0); UNITS]; INPUTS];
        if start.continues() {
            for i in 0..INPUTS {
                for u in 0..UNITS {
                    sums[i][u] = V::load(token, &self.gradient[(input + i) * units + unit + u][part..]);
                }
            }
        }
        for sample in 0..samples {
            let mut derivatives = [V::splat(token, 0.0); UNITS];
            for u in 0..UNITS {
                derivatives[u] = V::load(token, &d_rows[u][sample][part..]);
            }
            for i in 0..INPUTS {
                let value = V::load(token, &x_rows[i][sample][part..]);
                for u in 0..UNITS {
                    sums[i][u] = value.mul_add(derivatives[u], sums[i][u]);
                }
            }
        }
        for i in 0..INPUTS {
            for u in 0..UNITS {
                sums[i][u].store(&mut self.gradient[(input + i) * units + unit + u][part..]);
            }
        }
    }

    /// Computes `gradient[unit] += sum over samples of d[unit][sample]`.
    #[inline(always)]
    fn bias<V: Lanes>(&mut self, token: V::Token, part: usize, unit: usize) {
        let Self { start, inputs, units, samples, d, .. } = *self;
        let bias = &mut self.gradient[inputs * units + unit][part..];
        let mut sum = if start.continues() { V::load(token, bias) } else { V::splat(token, 0.0) };
        for d in &d[unit * samples..][..samples] {
            sum = sum + V::load(token, &d[part..]);
        }
        sum.store(bias);
    }
}

/// The arguments of the derivatives with respect to the inputs.
pub(super) struct InputGradientOfMembers<'a> {
    /// `weights[input][unit]`
    pub(super) weights: &'a [Lane],
    pub(super) units: usize,
    pub(super) samples: usize,
    /// `d[unit][sample]`
    pub(super) d: &'a [Lane],
    /// `d_x[input][sample]`, which is written.
    pub(super) d_x: &'a mut [Lane],
}

impl Vectorized for InputGradientOfMembers<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(mut self, set: I) {
        let (inputs, samples) = (self.weights.len() / self.units, self.samples);
        let together = samples / 4 * 4;
        for part in (0..LANES).step_by(I::Native::LANES) {
            cover!(inputs, [2, 1], |INPUTS, input| {
                for sample in (0..together).step_by(4) {
                    self.tile::<I::Native, INPUTS, 4>(set, part, input, sample);
                }
            });
            for sample in together..samples {
                cover!(inputs, [8, 4, 2, 1], |INPUTS, input| {
                    self.tile::<I::Native, INPUTS, 1>(set, part, input, sample);
                });
            }
        }
    }
}

impl InputGradientOfMembers<'_> {
    /// Computes `d_x[input][sample] = sum over units of weights[input][unit] * d[unit][sample]`.
    #[inline(always)]
    fn tile<V: Lanes, const INPUTS: usize, const SAMPLES: usize>(
        &mut self,
        token: V::Token,
        part: usize,
        input: usize,
        sample: usize,
    ) {
        let Self { weights, units, samples, d, .. } = *self;
        let mut rows = [weights; INPUTS];
        for i in 0..INPUTS {
            rows[i] = &weights[(input + i) * units..][..units];
        }
        let mut sums = [[V::splat(token, 0.0); SAMPLES]; INPUTS];
        for (unit, d) in d.chunks_exact(samples).enumerate().take(units) {
            let d = &d[sample..sample + SAMPLES];
            let mut derivatives = [V::splat(token, 0.0); SAMPLES];
            for s in 0..SAMPLES {
                derivatives[s] = V::load(token, &d[s][part..]);
            }
            for i in 0..INPUTS {
                let weight = V::load(token, &rows[i][unit][part..]);
                for s in 0..SAMPLES {
                    sums[i][s] = weight.mul_add(derivatives[s], sums[i][s]);
                }
            }
        }
        for i in 0..INPUTS {
            for s in 0..SAMPLES {
                sums[i][s].store(&mut self.d_x[(input + i) * samples + sample + s][part..]);
            }
        }
    }
}
