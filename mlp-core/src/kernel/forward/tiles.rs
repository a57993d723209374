//! The tiles of a layer: some units of some samples at a time.

use super::layer::ForwardLayer;
use crate::kernel::tile::{Rows, Tile, accumulate_columns, clear, cover_rows, cover_vectors, store};
use crate::simd::lanes::Lanes;
use crate::simd::{FEW_COLUMNS, InstructionSet, Vectorized};

/// The number of rows in tiles of one vector of eight lanes: the sums of six would wait for each other.
///
/// 64 => 64 relu => 64 computes eight samples in five sixths of the time.
const HIGH_TILE: usize = 12;

impl Vectorized for ForwardLayer<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(mut self, set: I) {
        // samples in the outer loop: the part of `x` that a tile reads stays in the cache for all units
        let covered = self.used.next_multiple_of(I::Native::LANES);
        cover_vectors!(set.wide_registers(), I::Native::LANES, covered, |VECTORS, sample| {
            self.columns::<I, VECTORS>(set, sample);
        });
        clear::<I>(set, covered, self.samples, self.z);
    }
}

impl ForwardLayer<'_> {
    /// Computes the sums of all units for the samples from `sample` on.
    #[inline(always)]
    fn columns<I: InstructionSet, const VECTORS: usize>(&mut self, set: I, sample: usize) {
        let units = self.z.len() / self.samples;
        let mut first = 0;
        if VECTORS == 1 && I::Native::LANES == FEW_COLUMNS {
            while units - first >= HIGH_TILE {
                self.tile::<I, HIGH_TILE, VECTORS>(set, first, sample);
                first += HIGH_TILE;
            }
        }
        cover_rows!(units - first, |ROWS, unit| self.tile::<I, ROWS, VECTORS>(set, first + unit, sample));
    }

    #[inline(always)]
    fn tile<I: InstructionSet, const ROWS: usize, const VECTORS: usize>(&mut self, set: I, unit: usize, sample: usize) {
        let mut sums: Tile<I::Native, ROWS, VECTORS> = [[I::Native::splat(set, 0.0); VECTORS]; ROWS];
        if let Some(biases) = self.biases.get(unit..unit + ROWS) {
            for m in 0..ROWS {
                sums[m] = [I::Native::splat(set, biases[m]); VECTORS];
            }
        }
        let weights = Rows { data: &self.weights[unit..], stride: self.units };
        accumulate_columns(set, &mut sums, weights, Rows { data: &self.x[sample..], stride: self.samples });
        store(&sums, &mut self.z[unit * self.samples + sample..], self.samples);
    }
}

#[cfg(test)]
mod tests {
    use super::ForwardLayer;
    use crate::kernel::layout::Layout;
    use crate::random::SplitMix64;
    use crate::simd::{available, dispatch_at};
    use std::{vec, vec::Vec};

    #[test]
    fn columns_without_a_sample_are_not_computed() {
        let (random, samples, inputs) = (&mut SplitMix64::new(1), 32, 5);
        let mut numbers = |count: usize| -> Vec<f32> { (0..count).map(|_| random.unit() - 0.5).collect() };
        for units in [1, 5, 6, 11, 12, 13, 25] {
            let (weights, biases, x) = (numbers(inputs * units), numbers(units), numbers(inputs * samples));
            for level in available() {
                let mut all = vec![f32::NAN; units * samples];
                let layer = ForwardLayer {
                    layout: Layout::ByUnit,
                    weights: &weights,
                    biases: &biases,
                    units,
                    samples,
                    used: samples,
                    x: &x,
                    z: &mut all,
                };
                dispatch_at(level, layer);
                for used in [1, 4, 5, 8, 9, 16, 17, 24, 25] {
                    let mut z = vec![f32::NAN; units * samples];
                    dispatch_at(
                        level,
                        ForwardLayer {
                            weights: &weights,
                            biases: &biases,
                            units,
                            layout: Layout::ByUnit,
                            samples,
                            used,
                            x: &x,
                            z: &mut z,
                        },
                    );
                    for (unit, (z, all)) in z.chunks(samples).zip(all.chunks(samples)).enumerate() {
                        let name = format_args!("unit {unit} of {units}, {used} samples, {level}");
                        assert_eq!(z[..used], all[..used], "{name}");
                        // vectors have at most sixteen lanes
                        assert!(z[used..].iter().zip(&all[used..]).all(|(z, all)| *z == 0.0 || z == all), "{name}");
                        assert!(z[used.next_multiple_of(16)..].iter().all(|z| *z == 0.0), "{name}");
                    }
                }
            }
        }
    }
}
