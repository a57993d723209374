//! Between `[sample][unit]`, as users hold their data, and `[unit][sample]`, as the kernels do.

/// `columns[unit][sample] = rows[sample][unit]`; samples that `rows` lacks become zero.
pub(crate) fn samples_to_units(rows: &[f32], units: usize, columns: &mut [f32], samples: usize) {
    assert_eq!(columns.len(), units * samples, "a matrix has the wrong size");
    let given = rows.len() / units;
    if given < samples {
        columns.fill(0.0);
    }
    for (sample, row) in rows.chunks_exact(units).enumerate() {
        for (column, x) in columns.chunks_exact_mut(samples).zip(row) {
            column[sample] = *x;
        }
    }
}

/// `rows[sample][unit] = columns[unit][sample]`, for as many samples as `rows` holds.
pub(crate) fn units_to_samples(columns: &[f32], samples: usize, rows: &mut [f32], units: usize) {
    assert_eq!(columns.len(), units * samples, "a matrix has the wrong size");
    for (sample, row) in rows.chunks_exact_mut(units).enumerate() {
        for (x, column) in row.iter_mut().zip(columns.chunks_exact(samples)) {
            *x = column[sample];
        }
    }
}
