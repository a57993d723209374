//! Between `[sample][unit]`, as users hold their data, and `[unit][sample]`, as the kernels do.
//!
//! Blocks of 16 by 16 go through registers: interleaving row `i` with row `i + 8` moves the highest bit of the row's
//! index to the lowest of the lane's; after four rounds rows and lanes have changed places.

use super::LANES;
use crate::lanes::{Lanes, load_part, store_part};
use crate::simd::{InstructionSet, Vectorized, dispatch};

/// Rows become lanes and lanes rows.
#[inline(always)]
pub(crate) fn transpose_block<V: Lanes>(mut rows: [V; LANES]) -> [V; LANES] {
    for _ in 0..4 {
        let mut next = rows;
        for i in 0..LANES / 2 {
            (next[2 * i], next[2 * i + 1]) = rows[i].interleave(rows[i + LANES / 2]);
        }
        rows = next;
    }
    rows
}

/// The sum of the lanes of each vector, in the order of [`Lanes::sum`]: lanes become rows, and rows are added.
#[inline(always)]
pub(crate) fn sum_lanes<V: Lanes>(vectors: [V; LANES]) -> V {
    let mut rows = transpose_block(vectors);
    for distance in [1, 2, 4, 8] {
        for first in (0..LANES).step_by(2 * distance) {
            rows[first] = rows[first] + rows[first + distance];
        }
    }
    rows[0]
}

/// `columns[unit][sample] = rows[sample][unit]`; samples that `rows` lacks become zero.
pub(crate) fn samples_to_units(rows: &[f32], units: usize, columns: &mut [f32], samples: usize) {
    assert_eq!(columns.len(), units * samples, "a matrix has the wrong size");
    if samples == 1 {
        return columns.copy_from_slice(rows);
    }
    dispatch(SamplesToUnits { rows, units, columns, samples });
}

struct SamplesToUnits<'a> {
    rows: &'a [f32],
    units: usize,
    columns: &'a mut [f32],
    samples: usize,
}

impl Vectorized for SamplesToUnits<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        for sample in (0..self.samples).step_by(LANES) {
            for unit in (0..self.units).step_by(LANES) {
                let block: [I::Sixteen; LANES] = core::array::from_fn(|row| {
                    // lanes past the row's end belong to the next sample and are not stored
                    load_part(set, self.rows.get((sample + row) * self.units + unit..).unwrap_or(&[]))
                });
                let block = transpose_block(block);
                // by index: an array that is moved into an iterator goes through the stack
                for lane in 0..LANES.min(self.units - unit) {
                    block[lane].store(&mut self.columns[(unit + lane) * self.samples + sample..]);
                }
            }
        }
    }
}

/// `rows[sample][unit] = columns[unit][sample]`, for as many samples as `rows` holds.
pub(crate) fn units_to_samples(columns: &[f32], samples: usize, rows: &mut [f32], units: usize) {
    assert_eq!(columns.len(), units * samples, "a matrix has the wrong size");
    if samples == 1 {
        return rows.copy_from_slice(columns);
    }
    dispatch(UnitsToSamples { columns, samples, rows, units, width: units });
}

/// `rows[sample][unit] = columns[unit][sample]`, with rows of `width` numbers, a multiple of 16, padded with zeros.
pub(super) fn units_to_padded_samples(columns: &[f32], samples: usize, rows: &mut [f32], width: usize) {
    assert!(width.is_multiple_of(LANES) && rows.len() == width * samples, "a matrix has the wrong size");
    dispatch(UnitsToSamples { columns, samples, rows, units: columns.len() / samples, width });
}

struct UnitsToSamples<'a> {
    columns: &'a [f32],
    samples: usize,
    rows: &'a mut [f32],
    units: usize,
    /// How far the rows are apart.
    width: usize,
}

impl Vectorized for UnitsToSamples<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        for sample in (0..self.samples).step_by(LANES) {
            for unit in (0..self.units).step_by(LANES) {
                let block: [I::Sixteen; LANES] = core::array::from_fn(|row| {
                    if unit + row < self.units {
                        I::Sixteen::load(set, &self.columns[(unit + row) * self.samples + sample..])
                    } else {
                        I::Sixteen::splat(set, 0.0)
                    }
                });
                let block = transpose_block(block);
                let (end, present) = (self.width.min(unit + LANES), self.rows.len() / self.width);
                for lane in 0..LANES.min(present.saturating_sub(sample)) {
                    let row = (sample + lane) * self.width;
                    store_part(block[lane], &mut self.rows[row + unit..row + end]);
                }
            }
        }
    }
}
