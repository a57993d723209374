//! Normal values that follow from a seed, a generation and a candidate.

use crate::layer::initialization::standard_normal;
use crate::random::{SplitMix64, mix};

/// The noise of one candidate: the same whenever it is asked for, so that it need not be stored.
#[derive(Clone, Debug)]
pub(super) struct Noise(SplitMix64);

impl Noise {
    /// Returns the noise of candidate number `index` of a generation.
    pub(super) const fn new(seed: u64, generation: u64, index: u64) -> Self {
        Self(SplitMix64::new(mix(mix(mix(seed).wrapping_add(generation + 1)).wrapping_add(index + 1))))
    }

    /// Returns the generator of the noise.
    pub(super) const fn numbers(&mut self) -> &mut SplitMix64 {
        &mut self.0
    }

    /// Returns the next standard normal value.
    pub(super) fn normal(&mut self) -> f32 {
        normal(&mut self.0)
    }
}

/// Returns a standard normal value.
pub(super) fn normal(random: &mut SplitMix64) -> f32 {
    standard_normal(&mut || random.next_u64())
}
