//! Forward pass of a layer over a batch: `z[unit][sample] = biases[unit] + sum over inputs of weights[input][unit] * x[input][sample]`.

use super::tile::{Tile, accumulate, cover_rows, cover_vectors, store};
use crate::lanes::Lanes;
use crate::simd::{InstructionSet, Vectorized, dispatch};

/// The arguments of a layer's forward pass.
pub(crate) struct ForwardLayer<'a> {
    /// `weights[input][unit]`
    pub(crate) weights: &'a [f32],
    /// `biases[unit]`, or nothing
    pub(crate) biases: &'a [f32],
    /// How many units the layer has.
    pub(crate) units: usize,
    /// How many columns `x` and `z` have: a multiple of 16.
    pub(crate) samples: usize,
    /// `x[input][sample]`
    pub(crate) x: &'a [f32],
    /// `z[unit][sample]`, written
    pub(crate) z: &'a mut [f32],
}

impl ForwardLayer<'_> {
    /// Writes `z`. Not generic, so that it is compiled here.
    pub(crate) fn run(self) {
        dispatch(self);
    }
}

impl Vectorized for ForwardLayer<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(mut self, set: I) {
        assert_eq!(self.x.len() * self.units, self.weights.len() * self.samples, "a matrix has the wrong size");
        assert_eq!(self.z.len(), self.units * self.samples, "a matrix has the wrong size");
        cover_rows!(self.units, |ROWS, unit| self.rows::<I, ROWS>(set, unit));
    }
}

impl ForwardLayer<'_> {
    /// The sums of the units from `unit` on.
    #[inline(always)]
    fn rows<I: InstructionSet, const ROWS: usize>(&mut self, set: I, unit: usize) {
        cover_vectors!(set.wide_registers(), I::Native::LANES, self.samples, |VECTORS, sample| {
            self.tile::<I, ROWS, VECTORS>(set, unit, sample);
        });
    }

    #[inline(always)]
    fn tile<I: InstructionSet, const ROWS: usize, const VECTORS: usize>(&mut self, set: I, unit: usize, sample: usize) {
        let start: Tile<I::Native, ROWS, VECTORS> = core::array::from_fn(|m| {
            [I::Native::splat(set, self.biases.get(unit + m).copied().unwrap_or(0.0)); VECTORS]
        });
        let weights = self.weights[unit..].chunks(self.units).map(|row| {
            let (column, _) = row.split_first_chunk().expect("a row of weights has a weight for each unit");
            *column
        });
        let x = self.x[sample..].chunks(self.samples);
        let sums = accumulate(set, start, weights.zip(x));
        store(sums, &mut self.z[unit * self.samples + sample..], self.samples);
    }
}
