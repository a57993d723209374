//! The forward pass of a layer for one sample, with units in the lanes.

use crate::kernel::chains::sum_chains;
use crate::simd::lanes::Lanes;
use crate::simd::tail::{Padded, store_part};
use crate::simd::{InstructionSet, Vectorized, dispatch};
use crate::thresholds::SINGLE_GROUP;

/// Computes `z[unit] = biases[unit] + sum over inputs of weights[input][unit] * x[input]`.
///
/// # Panics
///
/// If the lengths of the slices do not fit each other.
pub(crate) fn forward_single(weights: &[f32], biases: &[f32], x: &[f32], z: &mut [f32]) {
    assert_eq!(weights.len(), x.len() * z.len(), "a layer has the wrong size");
    assert!(biases.is_empty() || biases.len() == z.len(), "a layer has the wrong size");
    dispatch(One { weights, biases, x, z });
}

struct One<'a> {
    weights: &'a [f32],
    biases: &'a [f32],
    x: &'a [f32],
    z: &'a mut [f32],
}

impl Vectorized for One<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let Self { x, z, .. } = self;
        let (weights, biases) = (Padded::new(self.weights), Padded::new(self.biases));
        let biases = (!self.biases.is_empty()).then_some((&biases, 0));
        SingleForward { weights: (&weights, 0), biases, x, units: z.len(), z }.run(set);
    }
}

/// The arguments of a layer's forward pass for one sample.
pub(crate) struct SingleForward<'a> {
    /// The values that hold `weights[input][unit]`, and the index of the first weight.
    ///
    /// Other values may follow the weights.
    pub(crate) weights: (&'a Padded<'a>, usize),
    /// The values that hold `biases[unit]` and the index of the first one, if there are biases.
    pub(crate) biases: Option<(&'a Padded<'a>, usize)>,
    pub(crate) x: &'a [f32],
    pub(crate) units: usize,
    /// The sums of the units, which are written.
    ///
    /// If there is room for more, the rest of the last vector is written too.
    pub(crate) z: &'a mut [f32],
}

/// The number of chains of sums of each unit.
///
/// Inputs take turns, so that no sum waits for the one before. At the end the chains are added as a balanced tree, and
/// then the bias.
pub(super) const CHAINS: usize = 4;

/// The number of vectors in a step through a group of units.
///
/// These are as many registers as every instruction set can spare.
const STEP: usize = 8;

// groups and chains depend only on a unit's position in its layer, so that every instruction set adds in the same order

impl SingleForward<'_> {
    /// Computes all units.
    #[inline(always)]
    pub(crate) fn run<I: InstructionSet>(&mut self, set: I) {
        match self.units {
            1 => self.narrow::<I, 1>(set),
            2 => self.narrow::<I, 2>(set),
            4 => self.narrow::<I, 4>(set),
            8 => self.narrow::<I, 8>(set),
            // the usual widths: strides and numbers of vectors are constants then
            16 => self.rows(set, 16),
            32 => self.rows(set, 32),
            64 => self.rows(set, 64),
            128 => self.rows(set, 128),
            units => self.rows(set, units),
        }
    }

    /// Computes all units, with the rows of the weights one after another.
    #[inline(always)]
    fn rows<I: InstructionSet>(&mut self, set: I, units: usize) {
        let lanes = I::Native::LANES;
        let mut unit = 0;
        while unit < units / SINGLE_GROUP * SINGLE_GROUP {
            self.block::<I, STEP, 1>(set, units, unit);
            unit += STEP * lanes;
        }
        if set.wide_registers() {
            while units - unit >= 4 * lanes {
                self.block::<I, 4, CHAINS>(set, units, unit);
                unit += 4 * lanes;
            }
        }
        while units - unit >= 2 * lanes {
            self.block::<I, 2, CHAINS>(set, units, unit);
            unit += 2 * lanes;
        }
        while units - unit >= lanes {
            self.block::<I, 1, CHAINS>(set, units, unit);
            unit += lanes;
        }
        if unit < units {
            self.tail::<I>(set, units, unit);
        }
    }

    #[inline(always)]
    fn block<I: InstructionSet, const VECTORS: usize, const CHAINS: usize>(
        &mut self,
        set: I,
        units: usize,
        unit: usize,
    ) {
        let lanes = I::Native::LANES;
        let weights = &self.weights.0.numbers[self.weights.1..][..self.x.len() * units];
        let mut sums = [[I::Native::splat(set, 0.0); CHAINS]; VECTORS];
        let (fours, rest) = self.x.as_chunks::<4>();
        let mut groups = weights.chunks_exact(4 * units);
        for (x, rows) in fours.iter().zip(&mut groups) {
            // one bounds check for four rows
            let rows = &rows[unit..][..3 * units + VECTORS * lanes];
            for chain in 0..4 {
                step(set, &mut sums, chain % CHAINS, x[chain], &rows[chain * units..]);
            }
        }
        // chains must be known at compile time: sums that are selected at run time cannot stay in registers
        for chain in 0..4 {
            if chain < rest.len() {
                step(set, &mut sums, chain % CHAINS, rest[chain], &groups.remainder()[chain * units + unit..]);
            }
        }
        // whole vectors, without a branch for partial ones: all sums would be in memory across the call that copies a
        // part
        let z = &mut self.z[unit..][..VECTORS * lanes];
        match self.biases {
            Some((biases, first)) => {
                let biases = &biases.numbers[first + unit..][..VECTORS * lanes];
                for n in 0..VECTORS {
                    let bias = I::Native::load(set, &biases[n * lanes..]);
                    (sum_chains(sums[n]) + bias).store(&mut z[n * lanes..]);
                }
            }
            None => {
                for n in 0..VECTORS {
                    sum_chains(sums[n]).store(&mut z[n * lanes..]);
                }
            }
        }
    }

    /// Computes the last units, which do not fill a vector.
    ///
    /// The vector of a row reaches into the next row, whose sums are discarded.
    #[inline(always)]
    fn tail<I: InstructionSet>(&mut self, set: I, units: usize, unit: usize) {
        let (padded, first) = self.weights;
        let mut sums = [[I::Native::splat(set, 0.0); CHAINS]];
        let groups = self.groups_inside(units, unit, I::Native::LANES);
        let (inside, beyond) = self.x.split_at(CHAINS * groups);
        for (group, x) in inside.as_chunks::<CHAINS>().0.iter().enumerate() {
            // one bounds check for four rows
            let rows = &padded.numbers[first + unit + group * CHAINS * units..];
            let rows = &rows[..(CHAINS - 1) * units + I::Native::LANES];
            for chain in 0..CHAINS {
                step(set, &mut sums, chain, x[chain], &rows[chain * units..]);
            }
        }
        for (group, x) in beyond.chunks(CHAINS).enumerate() {
            let row = first + unit + (groups + group) * CHAINS * units;
            for chain in 0..CHAINS {
                if chain < x.len() {
                    step(set, &mut sums, chain, x[chain], padded.from(row + chain * units));
                }
            }
        }
        let z = sum_chains(sums[0]);
        let z = self.biases.map_or(z, |(biases, first)| z + I::Native::load(set, biases.from(first + unit)));
        store_part(z, &mut self.z[unit..]);
    }

    /// Returns the number of groups of four inputs whose rows can be read in vectors from `unit` on.
    ///
    /// Vectors of the last group may end behind the values, and are read from a padded copy then.
    #[inline(always)]
    fn groups_inside(&self, units: usize, unit: usize, lanes: usize) -> usize {
        let (padded, first) = self.weights;
        let (groups, left) = (self.x.len() / CHAINS, padded.numbers.len() - first - unit);
        // group `g` reads up to `(4 g + 3) units + lanes`
        let room = left.checked_sub((CHAINS - 1) * units + lanes);
        room.map_or(0, |room| groups.min(room / (CHAINS * units) + 1))
    }
}

/// Adds the products of one input.
#[inline(always)]
fn step<I: InstructionSet, const VECTORS: usize, const CHAINS: usize>(
    set: I,
    sums: &mut [[I::Native; CHAINS]; VECTORS],
    chain: usize,
    x: f32,
    row: &[f32],
) {
    let lanes = I::Native::LANES;
    let (x, row) = (I::Native::splat(set, x), &row[..VECTORS * lanes]);
    for n in 0..VECTORS {
        sums[n][chain] = x.mul_add(I::Native::load(set, &row[n * lanes..(n + 1) * lanes]), sums[n][chain]);
    }
}
