//! Transposes between `[sample][unit]`, the layout of users, and `[unit][sample]`, the layout of the kernels.
//!
//! Blocks of 16 by 16 go through registers. Interleaving row `i` with row `i + 8` moves the highest bit of the row's
//! index to the lowest bit of the lane's index. After four rounds rows and lanes have changed places.

use crate::simd::lanes::{LANES, Lanes};
use crate::simd::shuffle::{join, separate};
use crate::simd::{InstructionSet, Vectorized, dispatch};
#[cfg(feature = "rayon")]
use crate::threads::{cut_rows_mut, share};

/// Loads the first vectors of sixteen rows, `stride` apart.
///
/// Like [`store_block`] it uses indices: an array that is moved into an iterator goes through the stack.
#[inline(always)]
pub(super) fn load_block<V: Lanes>(token: V::Token, rows: &[f32], stride: usize) -> [V; LANES] {
    let mut block = [V::splat(token, 0.0); LANES];
    for row in 0..LANES {
        block[row] = V::load(token, &rows[row * stride..]);
    }
    block
}

/// Stores the first `count` vectors to as many rows, `stride` apart.
#[inline(always)]
pub(super) fn store_block<V: Lanes>(block: [V; LANES], count: usize, rows: &mut [f32], stride: usize) {
    for row in 0..LANES {
        if row < count {
            block[row].store(&mut rows[row * stride..]);
        }
    }
}

/// Writes `columns[unit][sample] = rows[sample][unit]`, with zeros for samples that `rows` lacks.
pub(crate) fn samples_to_units(rows: &[f32], units: usize, columns: &mut [f32], samples: usize) {
    assert_eq!(columns.len(), units * samples, "a matrix has the wrong size");
    if samples == 1 {
        return columns.copy_from_slice(rows);
    }
    #[cfg(feature = "rayon")]
    if let Some(ranges) = parts(units, columns.len()) {
        return share(ranges.iter().zip(cut_rows_mut(columns, samples, &ranges)), |(range, columns)| {
            let rows = rows.get(range.start..).unwrap_or(&[]);
            dispatch(SamplesToUnits { rows, units, columns, samples });
        });
    }
    dispatch(SamplesToUnits { rows, units, columns, samples });
}

/// Splits a matrix of `count` rows and `numbers` values for threads, if it is large enough.
#[cfg(feature = "rayon")]
fn parts(count: usize, numbers: usize) -> Option<alloc::vec::Vec<core::ops::Range<usize>>> {
    crate::threads::ranges(count, LANES, crate::thresholds::TRANSPOSITION_COST * numbers)
}

struct SamplesToUnits<'a> {
    rows: &'a [f32],
    /// The distance of the rows.
    units: usize,
    /// All units of the rows, or some from the first on.
    columns: &'a mut [f32],
    samples: usize,
}

impl Vectorized for SamplesToUnits<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(mut self, set: I) {
        let units = self.columns.len() / self.samples;
        for sample in (0..self.samples).step_by(LANES) {
            let whole = self.rows.get(sample * self.units..(sample + LANES) * self.units);
            match (whole, self.units) {
                (Some(rows), 1) => self.columns[sample..sample + LANES].copy_from_slice(rows),
                (Some(rows), 2) => self.few::<I, 2>(set, sample, rows),
                (Some(rows), 4) => self.few::<I, 4>(set, sample, rows),
                _ => {
                    for unit in (0..units).step_by(LANES) {
                        self.block(set, sample, unit, LANES.min(units - unit));
                    }
                }
            }
        }
    }
}

impl SamplesToUnits<'_> {
    /// Transposes all units of sixteen samples.
    #[inline(always)]
    fn few<I: InstructionSet, const UNITS: usize>(&mut self, set: I, sample: usize, rows: &[f32]) {
        let mut vectors = [I::Sixteen::splat(set, 0.0); UNITS];
        for unit in 0..UNITS {
            vectors[unit] = I::Sixteen::load(set, &rows[unit * LANES..]);
        }
        let vectors = separate(vectors);
        for unit in 0..UNITS {
            vectors[unit].store(&mut self.columns[unit * self.samples + sample..]);
        }
    }

    /// Transposes `count` units, up to sixteen, of up to sixteen samples.
    #[inline(always)]
    fn block<I: InstructionSet>(&mut self, set: I, sample: usize, unit: usize, count: usize) {
        // lanes past the row's end belong to the next sample and are not stored
        let rows = self.rows.get(sample * self.units + unit..).unwrap_or(&[]);
        let block: [I::Sixteen; LANES] = if rows.len() >= (LANES - 1) * self.units + LANES {
            load_block(set, rows, self.units)
        } else {
            let mut lanes = [0.0; LANES * LANES];
            for (lanes, row) in lanes.chunks_exact_mut(LANES).zip(rows.chunks(self.units)) {
                let count = row.len().min(count);
                lanes[..count].copy_from_slice(&row[..count]);
            }
            load_block(set, &lanes, LANES)
        };
        let columns = &mut self.columns[unit * self.samples + sample..];
        store_block(join(block), count, columns, self.samples);
    }
}

/// Writes `rows[sample][unit] = columns[unit][sample]`, for as many samples as `rows` holds.
pub(crate) fn units_to_samples(columns: &[f32], samples: usize, rows: &mut [f32], units: usize) {
    assert_eq!(columns.len(), units * samples, "a matrix has the wrong size");
    if samples == 1 {
        return rows.copy_from_slice(columns);
    }
    dispatch(UnitsToSamples { columns, samples, rows, units, width: units });
}

/// Writes `rows[sample][unit] = columns[unit][sample]`, with rows of `width` values.
///
/// The width is a multiple of 16. Rows are padded with zeros.
pub(super) fn units_to_padded_samples(columns: &[f32], samples: usize, rows: &mut [f32], width: usize) {
    assert!(width.is_multiple_of(LANES) && rows.len() == width * samples, "a matrix has the wrong size");
    let units = columns.len() / samples;
    #[cfg(feature = "rayon")]
    if let Some(ranges) = parts(samples, columns.len()) {
        return share(ranges.iter().zip(cut_rows_mut(rows, width, &ranges)), |(range, rows)| {
            let columns = &columns[range.start..];
            dispatch(UnitsToSamples { columns, samples, rows, units, width });
        });
    }
    dispatch(UnitsToSamples { columns, samples, rows, units, width });
}

struct UnitsToSamples<'a> {
    columns: &'a [f32],
    /// The distance of the columns' rows.
    samples: usize,
    /// All samples, or some from the first on.
    rows: &'a mut [f32],
    units: usize,
    /// The distance of the rows.
    width: usize,
}

impl Vectorized for UnitsToSamples<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(mut self, set: I) {
        let present = self.rows.len() / self.width;
        for sample in (0..self.samples.min(present)).step_by(LANES) {
            for unit in (0..self.units).step_by(LANES) {
                self.block(set, sample, unit, LANES.min(present - sample));
            }
        }
    }
}

impl UnitsToSamples<'_> {
    /// Transposes up to sixteen units of `count` samples, up to sixteen.
    #[inline(always)]
    fn block<I: InstructionSet>(&mut self, set: I, sample: usize, unit: usize, count: usize) {
        let columns = &self.columns[unit * self.samples + sample..];
        let mut block = [I::Sixteen::splat(set, 0.0); LANES];
        for row in 0..LANES {
            if unit + row < self.units {
                block[row] = I::Sixteen::load(set, &columns[row * self.samples..]);
            }
        }
        let block = join(block);
        let rows = &mut self.rows[sample * self.width + unit..];
        // zeros behind a row that is not padded are overwritten by the next row
        let alone = unit + LANES <= self.width || unit == 0;
        if alone && rows.len() >= (count - 1) * self.width + LANES {
            return store_block(block, count, rows, self.width);
        }
        let mut lanes = [0.0; LANES * LANES];
        store_block(block, LANES, &mut lanes, LANES);
        for (row, lanes) in rows.chunks_mut(self.width).zip(lanes.chunks_exact(LANES)).take(count) {
            let count = LANES.min(self.width - unit).min(row.len());
            row[..count].copy_from_slice(&lanes[..count]);
        }
    }
}

#[cfg(all(test, feature = "rayon"))]
mod tests {
    use super::{LANES, samples_to_units, units_to_padded_samples};
    use alloc::{vec, vec::Vec};

    #[test]
    fn threads_transpose_to_the_same_matrix() {
        // enough values to be worth splitting; part of the last block of units, and samples that are missing
        let (units, samples, present) = (789_usize, 176, 171);
        let rows: Vec<f32> = (0..units * present).map(|index| index as f32).collect();
        let width = units.next_multiple_of(LANES);
        for threads in [1, 2, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            let (mut columns, mut padded) = (vec![-1.0; units * samples], vec![-1.0; width * samples]);
            pool.install(|| {
                samples_to_units(&rows, units, &mut columns, samples);
                units_to_padded_samples(&columns, samples, &mut padded, width);
            });
            for (sample, padded) in padded.chunks(width).enumerate() {
                for (unit, value) in padded.iter().enumerate() {
                    let row = rows.get(sample * units..).unwrap_or(&[]);
                    let expected = if unit < units { row.get(unit).copied().unwrap_or(0.0) } else { 0.0 };
                    assert_eq!(*value, expected, "unit {unit} of sample {sample}, {threads} threads");
                    assert!(unit >= units || columns[unit * samples + sample] == expected, "a column");
                }
            }
        }
    }
}
