//! From `f32`, in which the fast code computes, to `f64`, in which the reference does, and back.

/// Returns the same values in `f64`.
#[must_use]
pub fn wide(values: &[f32]) -> Vec<f64> {
    values.iter().map(|&x| f64::from(x)).collect()
}

/// Returns the nearest values in `f32`.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is the point")]
pub fn narrow(values: &[f64]) -> Vec<f32> {
    values.iter().map(|&x| x as f32).collect()
}

/// Returns the nearest values in `f32` of each sample: `[sample][value]`.
///
/// # Panics
///
/// When a sample has another width.
#[must_use]
pub fn rows<const WIDTH: usize>(samples: &[Vec<f64>]) -> Vec<[f32; WIDTH]> {
    samples.iter().map(|sample| narrow(sample).try_into().expect("a sample has the network's width")).collect()
}
