//! How the values of several samples are stored.

/// The order of the values of a matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// `[unit][sample]`, with a multiple of sixteen columns: samples are in the lanes.
    ByUnit,
    /// `[sample][unit]`, for a few samples: units are in the lanes.
    BySample,
}

/// Returns the parts of a matrix whose samples are in columns, with the number of columns of each: the matrix itself, or
/// each sample.
pub(crate) fn parts(layout: Layout, samples: usize, matrix: &[f32]) -> impl Iterator<Item = (usize, &[f32])> {
    let (columns, length) = columns_and_length(layout, samples, matrix.len());
    matrix.chunks_exact(length).map(move |part| (columns, part))
}

/// Returns [`parts`], to change them.
pub(crate) fn parts_mut(
    layout: Layout,
    samples: usize,
    matrix: &mut [f32],
) -> impl Iterator<Item = (usize, &mut [f32])> {
    let (columns, length) = columns_and_length(layout, samples, matrix.len());
    matrix.chunks_exact_mut(length).map(move |part| (columns, part))
}

fn columns_and_length(layout: Layout, samples: usize, length: usize) -> (usize, usize) {
    match layout {
        Layout::ByUnit => (samples, length),
        Layout::BySample => (1, length / samples),
    }
}
