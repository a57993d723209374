//! The operators of genetic algorithms, on flat vectors of parameters and on scores.

use super::noise::normal;
use super::ranks::{best_first, worth};
use crate::random::SplitMix64;
use alloc::vec::Vec;

/// Adds normal noise with the standard deviation `strength` to each parameter.
///
/// ```
/// use mlp::evolution::mutate;
/// use mlp::random::SplitMix64;
///
/// let mut params = [1.0; 1000];
/// mutate(&mut params, 0.1, &mut SplitMix64::new(7));
/// let mean: f32 = params.iter().sum::<f32>() / 1000.0;
/// assert!((mean - 1.0).abs() < 0.02);
/// ```
pub fn mutate(params: &mut [f32], strength: f32, random: &mut SplitMix64) {
    for param in params {
        *param += strength * normal(random);
    }
}

/// Replaces each parameter by that of the other parent with probability 1/2.
///
/// # Panics
///
/// If the parents differ in length.
pub fn crossover_uniform(params: &mut [f32], other: &[f32], random: &mut SplitMix64) {
    assert_parents(params.len(), other.len());
    for (params, other) in params.chunks_mut(64).zip(other.chunks(64)) {
        let mut bits = random.next_u64();
        for (param, other) in params.iter_mut().zip(other) {
            if bits & 1 == 1 {
                *param = *other;
            }
            bits >>= 1;
        }
    }
}

/// Replaces all parameters from a random place on by those of the other parent.
///
/// The place is such that something of each parent is left, if there are at least two parameters.
///
/// # Panics
///
/// If the parents differ in length.
pub fn crossover_one_point(params: &mut [f32], other: &[f32], random: &mut SplitMix64) {
    assert_parents(params.len(), other.len());
    if params.len() > 1 {
        let place = 1 + random.below(params.len() - 1);
        params[place..].copy_from_slice(&other[place..]);
    }
}

/// Returns the index of the best of `size` random candidates, which may be the same several times.
///
/// ```
/// use mlp::evolution::tournament;
/// use mlp::random::SplitMix64;
///
/// // so many draws that the best is among them
/// assert_eq!(tournament(&[1.0, 5.0, 3.0], 100, &mut SplitMix64::new(7)), 1);
/// ```
///
/// # Panics
///
/// If there are no scores.
#[must_use]
pub fn tournament(scores: &[f32], size: usize, random: &mut SplitMix64) -> usize {
    assert!(!scores.is_empty(), "a tournament without candidates");
    let mut best = random.below(scores.len());
    for _ in 1..size {
        let other = random.below(scores.len());
        if worth(scores[other]) > worth(scores[best]) {
            best = other;
        }
    }
    best
}

/// Returns the indices of the `count` best scores, the best first.
///
/// ```
/// use mlp::evolution::truncation;
///
/// assert_eq!(truncation(&[1.0, 5.0, f32::NAN, 3.0], 2), [1, 3]);
/// ```
#[must_use]
pub fn truncation(scores: &[f32], count: usize) -> Vec<usize> {
    let mut order = best_first(scores);
    order.truncate(count);
    order
}

fn assert_parents(params: usize, other: usize) {
    assert!(params == other, "parents of {params} and of {other} parameters");
}
