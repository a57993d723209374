//! The forward pass of a layer of sixteen members.

use super::lanes::{Lane, cover};
use crate::simd::lanes::{LANES, Lanes};
use crate::simd::{InstructionSet, Vectorized};

/// The arguments of a forward pass.
pub(super) struct ForwardOfMembers<'a> {
    /// `weights[input][unit]`
    pub(super) weights: &'a [Lane],
    /// `biases[unit]`, or empty without biases.
    pub(super) biases: &'a [Lane],
    pub(super) units: usize,
    pub(super) samples: usize,
    /// `x[input][sample]`
    pub(super) x: &'a [Lane],
    /// `z[unit][sample]`, which is written.
    pub(super) z: &'a mut [Lane],
}

impl Vectorized for ForwardOfMembers<'_> {
    type Output = ();

    /// A tile is two units of four samples, so that a weight is read once for four; or eight units of one sample.
    #[inline(always)]
    fn vectorized<I: InstructionSet>(mut self, set: I) {
        let (units, samples) = (self.units, self.samples);
        let together = samples / 4 * 4;
        for part in (0..LANES).step_by(I::Native::LANES) {
            cover!(units, [2, 1], |UNITS, unit| {
                for sample in (0..together).step_by(4) {
                    self.tile::<I::Native, UNITS, 4>(set, part, unit, sample);
                }
            });
            for sample in together..samples {
                cover!(units, [8, 4, 2, 1], |UNITS, unit| {
                    self.tile::<I::Native, UNITS, 1>(set, part, unit, sample);
                });
            }
        }
    }
}

impl ForwardOfMembers<'_> {
    /// Computes `UNITS` units of `SAMPLES` samples, for the lanes from `part` on.
    #[inline(always)]
    fn tile<V: Lanes, const UNITS: usize, const SAMPLES: usize>(
        &mut self,
        token: V::Token,
        part: usize,
        unit: usize,
        sample: usize,
    ) {
        let Self { weights, biases, units, samples, x, .. } = *self;
        let mut sums = [[V::splat(token, 0.0); SAMPLES]; UNITS];
        if !biases.is_empty() {
            for u in 0..UNITS {
                sums[u] = [V::load(token, &biases[unit + u][part..]); SAMPLES];
            }
        }
        for (row, x) in weights.chunks_exact(units).zip(x.chunks_exact(samples)) {
            let (row, x) = (&row[unit..unit + UNITS], &x[sample..sample + SAMPLES]);
            let mut values = [V::splat(token, 0.0); SAMPLES];
            for s in 0..SAMPLES {
                values[s] = V::load(token, &x[s][part..]);
            }
            for u in 0..UNITS {
                let weight = V::load(token, &row[u][part..]);
                for s in 0..SAMPLES {
                    sums[u][s] = values[s].mul_add(weight, sums[u][s]);
                }
            }
        }
        for u in 0..UNITS {
            for s in 0..SAMPLES {
                sums[u][s].store(&mut self.z[(unit + u) * samples + sample + s][part..]);
            }
        }
    }
}
