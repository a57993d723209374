//! The forward pass: `z[sample][unit] = biases[unit] + sum over inputs of x[sample][input] * weights[input][unit]`.

use super::{SAMPLES, pairs};
use crate::kernel::chains::sum_chains;
use crate::simd::lanes::Lanes;
use crate::simd::{InstructionSet, Vectorized};

/// The arguments of a forward pass.
pub(in crate::kernel) struct ForwardBySample<'a> {
    /// `weights[input][unit]`
    pub(in crate::kernel) weights: &'a [f32],
    /// `biases[unit]`, or empty without biases.
    pub(in crate::kernel) biases: &'a [f32],
    pub(in crate::kernel) inputs: usize,
    pub(in crate::kernel) units: usize,
    /// `x[sample][input]`
    pub(in crate::kernel) x: &'a [f32],
    /// `z[sample][unit]`, which is written.
    pub(in crate::kernel) z: &'a mut [f32],
}

/// The parts of each sum of a single sample: with so many, no multiply-add waits for the one before.
const CHAINS: usize = 4;

impl Vectorized for ForwardBySample<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(mut self, set: I) {
        match self.units {
            units if units >= I::Native::LANES => self.in_vectors::<I::Native>(set),
            8.. if I::Native::LANES > 8 => self.in_vectors::<I::Eight>(set),
            4.. if I::Native::LANES > 4 && I::VECTORS => self.in_vectors::<I::Four>(set),
            2 if I::VECTORS => self.in_pairs::<I::Sixteen>(set),
            _ => self.in_vectors::<f32>(()),
        }
    }
}

impl ForwardBySample<'_> {
    /// Computes all samples of a layer of two units.
    #[inline(always)]
    fn in_pairs<V: Lanes>(&mut self, token: V::Token) {
        for (x, z) in self.x.chunks_exact(self.inputs).zip(self.z.chunks_exact_mut(2)) {
            pairs::forward::<V>(token, self.weights, self.biases, x, z);
        }
    }

    /// Computes all samples, with at least as many units as a vector has lanes.
    #[inline(always)]
    fn in_vectors<V: Lanes>(&mut self, token: V::Token) {
        let samples = self.x.len() / self.inputs;
        let together = samples / SAMPLES * SAMPLES;
        for sample in (0..together).step_by(SAMPLES) {
            self.samples::<V, SAMPLES, 1>(token, sample);
        }
        for sample in together..samples {
            self.samples::<V, 1, CHAINS>(token, sample);
        }
    }

    /// Computes `COUNT` samples.
    #[inline(always)]
    fn samples<V: Lanes, const COUNT: usize, const CHAINS: usize>(&mut self, token: V::Token, sample: usize) {
        let vectors = self.units.div_ceil(V::LANES);
        for n in (0..vectors / 3 * 3).step_by(3) {
            self.tile::<V, COUNT, 3, CHAINS>(token, sample, n);
        }
        let n = vectors / 3 * 3;
        match vectors - n {
            2 => self.tile::<V, COUNT, 2, CHAINS>(token, sample, n),
            1 => self.tile::<V, COUNT, 1, CHAINS>(token, sample, n),
            _ => {}
        }
    }

    /// Computes `COUNT` samples and `VECTORS` vectors of units from the vector `n` on.
    ///
    /// The last vector of a layer ends with it, and overlaps the one before.
    #[inline(always)]
    fn tile<V: Lanes, const COUNT: usize, const VECTORS: usize, const CHAINS: usize>(
        &mut self,
        token: V::Token,
        sample: usize,
        n: usize,
    ) {
        let Self { inputs, units, .. } = *self;
        let (mut unit, mut x) = ([0; VECTORS], [&[][..]; COUNT]);
        for v in 0..VECTORS {
            unit[v] = ((n + v) * V::LANES).min(units - V::LANES);
        }
        for s in 0..COUNT {
            x[s] = &self.x[(sample + s) * inputs..][..inputs];
        }
        let mut sums = [[[V::splat(token, 0.0); CHAINS]; COUNT]; VECTORS];
        if !self.biases.is_empty() {
            for v in 0..VECTORS {
                let bias = V::load(token, &self.biases[unit[v]..]);
                for s in 0..COUNT {
                    sums[v][s][0] = bias;
                }
            }
        }
        let whole = inputs / CHAINS * CHAINS;
        for (input, rows) in (0..whole).step_by(CHAINS).zip(self.weights.chunks_exact(CHAINS * units)) {
            for chain in 0..CHAINS {
                add(token, &mut sums, chain, x.map(|x| x[input + chain]), &rows[chain * units..][..units], unit);
            }
        }
        let rest = &self.weights[whole * units..];
        for chain in 0..CHAINS {
            if whole + chain < inputs {
                let row = &rest[chain * units..][..units];
                add(token, &mut sums, chain, x.map(|x| x[whole + chain]), row, unit);
            }
        }
        for s in 0..COUNT {
            let z = &mut self.z[(sample + s) * units..][..units];
            for v in 0..VECTORS {
                sum_chains(sums[v][s]).store(&mut z[unit[v]..]);
            }
        }
    }
}

/// Adds the products of one input.
#[inline(always)]
fn add<V: Lanes, const COUNT: usize, const VECTORS: usize, const CHAINS: usize>(
    token: V::Token,
    sums: &mut [[[V; CHAINS]; COUNT]; VECTORS],
    chain: usize,
    x: [f32; COUNT],
    row: &[f32],
    unit: [usize; VECTORS],
) {
    let mut factors = [V::splat(token, 0.0); COUNT];
    for s in 0..COUNT {
        factors[s] = V::splat(token, x[s]);
    }
    for v in 0..VECTORS {
        let weights = V::load(token, &row[unit[v]..]);
        for s in 0..COUNT {
            sums[v][s][chain] = factors[s].mul_add(weights, sums[v][s][chain]);
        }
    }
}
