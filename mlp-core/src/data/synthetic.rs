//! Generators of small data sets, and targets from labels.

use super::plane::{direction, normal_pair, scatter};
use crate::error::{Error, check_count, check_not_negative};
use crate::metrics::check_labels;
use crate::random::SplitMix64;
use alloc::vec::Vec;

/// Generates exclusive-or samples: the corners of the unit square with normal noise.
///
/// The class is 1 where exactly one coordinate is 1. `noise` is the standard deviation in each coordinate. Four samples
/// without noise are the truth table.
///
/// ```
/// let (points, labels) = mlp::data::xor(4, 0.0, 7);
/// for ([x, y], label) in points.iter().zip(labels) {
///     assert_eq!(label == 1, x != y);
/// }
/// ```
#[must_use]
pub fn xor(samples: usize, noise: f32, seed: u64) -> (Vec<[f32; 2]>, Vec<usize>) {
    let mut numbers = SplitMix64::new(seed);
    let drawn = (0..samples).map(|index| {
        let (x, y) = (index % 2, index / 2 % 2);
        (scatter([x as f32, y as f32], noise, &mut numbers), x ^ y)
    });
    let drawn = drawn.collect();
    shuffled(drawn, &mut numbers)
}

/// Generates normally distributed clouds of points, one around each centre (`make_blobs`).
///
/// The class is the index of the centre. `noise` is the standard deviation in each coordinate. The classes are equally
/// large; if `samples` is not a multiple of their number, the first ones have one more sample.
///
/// ```
/// let (points, labels) = mlp::data::blobs(90, &[[0.0; 3], [5.0; 3]], 1.0, 7)?;
/// assert_eq!(labels.iter().filter(|label| **label == 1).count(), 45);
/// assert!(points.iter().flatten().all(|x| x.is_finite()));
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::InvalidSetting`] if there are no centres.
pub fn blobs<const D: usize>(
    samples: usize,
    centers: &[[f32; D]],
    noise: f32,
    seed: u64,
) -> Result<(Vec<[f32; D]>, Vec<usize>), Error> {
    check_count("blobs(centers)", centers.len())?;
    let mut numbers = SplitMix64::new(seed);
    let drawn = (0..samples).map(|index| {
        let label = index % centers.len();
        let mut point = centers[label];
        for pair in point.chunks_mut(2) {
            for (x, z) in pair.iter_mut().zip(normal_pair(&mut numbers)) {
                *x += noise * z;
            }
        }
        (point, label)
    });
    let drawn = drawn.collect();
    Ok(shuffled(drawn, &mut numbers))
}

/// Generates a circle of radius 1 (class 0) around one of radius `factor` (class 1) (`make_circles`).
///
/// Both are evenly covered. `noise` is the standard deviation in each coordinate. If `samples` is odd, the inner circle
/// has one more sample.
///
/// ```
/// let (points, labels) = mlp::data::circles(100, 0.5, 0.0, 7);
/// for ([x, y], label) in points.iter().zip(labels) {
///     let radius = x.hypot(*y);
///     assert!((radius - [1.0, 0.5][label]).abs() < 1e-6);
/// }
/// ```
#[must_use]
pub fn circles(samples: usize, factor: f32, noise: f32, seed: u64) -> (Vec<[f32; 2]>, Vec<usize>) {
    two_curves(samples, noise, seed, |label, index, count| {
        let radius = if label == 0 { 1.0 } else { factor };
        direction(index as f64 / count as f64).map(|x| radius * x)
    })
}

/// Generates two interleaved half circles (`make_moons`).
///
/// Class 0 is the upper half of the unit circle, class 1 the lower half of the circle around (1, 1/2). `noise` is the
/// standard deviation in each coordinate. If `samples` is odd, the lower half circle has one more sample.
///
/// ```
/// let (points, labels) = mlp::data::moons(100, 0.0, 7);
/// for ([_, y], label) in points.iter().zip(labels) {
///     assert!(if label == 0 { *y >= -1e-6 } else { *y <= 0.5 + 1e-6 });
/// }
/// ```
#[must_use]
pub fn moons(samples: usize, noise: f32, seed: u64) -> (Vec<[f32; 2]>, Vec<usize>) {
    two_curves(samples, noise, seed, |label, index, count| {
        // both ends of the half circle are part of it
        let last = count.max(2) - 1;
        let [x, y] = direction(index as f64 / last as f64 / 2.0);
        if label == 0 { [x, y] } else { [1.0 - x, 0.5 - y] }
    })
}

/// Generates spiral arms from the centre to radius 1, each turning `turns` times around it.
///
/// The class is the index of the arm. `noise` is the standard deviation in each coordinate. The classes are equally
/// large; if `samples` is not a multiple of their number, the first ones have one more sample.
///
/// ```
/// let (points, labels) = mlp::data::spirals(300, 3, 0.75, 0.02, 7)?;
/// assert_eq!(points.len(), 300);
/// assert_eq!(labels.iter().max(), Some(&2));
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::InvalidSetting`] if there are no arms, or `turns` is negative, NaN or infinite.
pub fn spirals(
    samples: usize,
    arms: usize,
    turns: f32,
    noise: f32,
    seed: u64,
) -> Result<(Vec<[f32; 2]>, Vec<usize>), Error> {
    check_count("spirals(arms)", arms)?;
    check_not_negative("spirals(turns)", turns)?;
    let mut numbers = SplitMix64::new(seed);
    let drawn = (0..samples).map(|index| {
        let label = index % arms;
        // sample `n` of the `count` samples of this arm
        let (n, count) = (index / arms, (samples - label).div_ceil(arms));
        let radius = (n + 1) as f32 / count as f32;
        let angle = label as f64 / arms as f64 + f64::from(turns * radius);
        (scatter(direction(angle).map(|x| radius * x), noise, &mut numbers), label)
    });
    let drawn = drawn.collect();
    Ok(shuffled(drawn, &mut numbers))
}

/// Returns the labels 0 and 1 as the targets of a network with one `sigmoid` output.
///
/// ```
/// assert_eq!(mlp::data::binary(&[1, 0])?, [[1.0], [0.0]]);
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Label`] if a label is neither 0 nor 1.
pub fn binary(labels: &[usize]) -> Result<Vec<[f32; 1]>, Error> {
    check_labels(labels, 2)?;
    Ok(labels.iter().map(|label| [*label as f32]).collect())
}

/// Returns labels as distributions: 1 for the class itself, 0 for the others.
///
/// ```
/// assert_eq!(mlp::data::one_hot(&[2, 0])?, [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]);
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Label`] if a label is not below the number of classes.
pub fn one_hot<const CLASSES: usize>(labels: &[usize]) -> Result<Vec<[f32; CLASSES]>, Error> {
    check_labels(labels, CLASSES)?;
    let target = |label: &usize| core::array::from_fn(|class| f32::from(u8::from(class == *label)));
    Ok(labels.iter().map(target).collect())
}

/// Returns the labels of distributions with a single 1 among zeros: the reverse of [`one_hot`].
///
/// [`CrossEntropy`](crate::loss::CrossEntropy) and the metrics of classes take labels; one-hot targets from elsewhere
/// become labels here. [`SoftCrossEntropy`](crate::loss::SoftCrossEntropy) takes them as they are.
///
/// ```
/// assert_eq!(mlp::data::labels(&[[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])?, [2, 0]);
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::NotOneHot`] for the first target that is not a single 1 among zeros.
pub fn labels<const CLASSES: usize>(one_hot: &[[f32; CLASSES]]) -> Result<Vec<usize>, Error> {
    let label = |(sample, target): (usize, &[f32; CLASSES])| {
        let others_than_zero = target.iter().filter(|value| **value != 0.0).count();
        let label = target.iter().position(|value| *value == 1.0).filter(|_| others_than_zero == 1);
        label.ok_or(Error::NotOneHot { sample })
    };
    one_hot.iter().enumerate().map(label).collect()
}

/// Generates half of the samples on each of two curves, given as `curve(label, index, count)`.
fn two_curves(
    samples: usize,
    noise: f32,
    seed: u64,
    curve: impl Fn(usize, usize, usize) -> [f32; 2],
) -> (Vec<[f32; 2]>, Vec<usize>) {
    let mut numbers = SplitMix64::new(seed);
    let first = samples / 2;
    let drawn = (0..samples).map(|index| {
        let label = usize::from(index >= first);
        let (index, count) = if label == 0 { (index, first) } else { (index - first, samples - first) };
        (scatter(curve(label, index, count), noise, &mut numbers), label)
    });
    let drawn = drawn.collect();
    shuffled(drawn, &mut numbers)
}

fn shuffled<P>(mut drawn: Vec<(P, usize)>, numbers: &mut SplitMix64) -> (Vec<P>, Vec<usize>) {
    numbers.shuffle(&mut drawn);
    drawn.into_iter().unzip()
}
