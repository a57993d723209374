//! Inverted dropout (Srivastava et al. 2014).
//!
//! In training, outputs are set to 0 at random and the others scaled by `1 / (1 - rate)`. Nothing changes outside
//! training.

use crate::random::{mix, unit_from_bits};
#[cfg(feature = "alloc")]
use crate::simd::lanes::LANES;

/// The dropout of a training step, which depends only on its key, the layer, the sample and the unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mask {
    key: u64,
    /// The index in the batch of the first sample of the matrix.
    first_sample: usize,
}

impl Mask {
    /// Creates the mask of one training step.
    pub(crate) const fn new(seed: u64, step: u32) -> Self {
        Self { key: key_of_step(seed, step), first_sample: 0 }
    }

    /// Returns the same mask for a matrix that begins `first` samples later in the batch.
    pub(crate) const fn beginning_at(self, first: usize) -> Self {
        Self { first_sample: self.first_sample + first, ..self }
    }

    /// Returns an independent mask for a network inside another.
    pub(crate) const fn inside(self, branch: u64) -> Self {
        Self { key: key_inside(self.key, branch), ..self }
    }

    /// Multiplies the outputs and the slopes of a layer by 0 or by `1 / (1 - rate)`.
    pub(crate) fn apply(&self, layer: u32, rate: f32, samples: usize, y: &mut [f32], slopes: &mut [f32]) {
        let (layer_key, factors) = (key_of_layer(self.key, layer), (rate, 1.0 / (1.0 - rate)));
        for (unit, (y, slopes)) in y.chunks_exact_mut(samples).zip(slopes.chunks_exact_mut(samples)).enumerate() {
            let unit_key = key_of_unit(layer_key, unit);
            for (sample, (y, slope)) in y.iter_mut().zip(slopes).enumerate() {
                let factor = factor(unit_key, self.first_sample + sample, factors);
                *y *= factor;
                *slope *= factor;
            }
        }
    }
}

/// The masks of sixteen members of a population: each has the one of a single network with its seed.
#[cfg(feature = "alloc")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemberMasks {
    keys: [u64; LANES],
    /// The index in the batch of the first sample of the matrix.
    first_sample: usize,
}

#[cfg(feature = "alloc")]
impl MemberMasks {
    /// Creates the masks of one training step, of up to sixteen members.
    pub(crate) fn new(seeds: &[u64], step: u32) -> Self {
        let key = |lane| seeds.get(lane).map_or(0, |seed| key_of_step(*seed, step));
        Self { keys: core::array::from_fn(key), first_sample: 0 }
    }

    /// Returns the same masks for a matrix that begins with this sample of the batch.
    pub(crate) const fn beginning_at(self, first_sample: usize) -> Self {
        Self { first_sample, ..self }
    }

    /// Returns independent masks for a network inside another.
    pub(crate) fn inside(self, branch: u64) -> Self {
        Self { keys: self.keys.map(|key| key_inside(key, branch)), ..self }
    }

    /// Multiplies the outputs and the slopes of a layer, `[unit][sample][lane]`, by 0 or by `1 / (1 - rate)`.
    pub(crate) fn apply(&self, layer: u32, rate: f32, columns: usize, y: &mut [f32], slopes: &mut [f32]) {
        let layer_keys = self.keys.map(|key| key_of_layer(key, layer));
        let factors = (rate, 1.0 / (1.0 - rate));
        for (unit, (y, slopes)) in y.chunks_exact_mut(columns).zip(slopes.chunks_exact_mut(columns)).enumerate() {
            let unit_keys = layer_keys.map(|key| key_of_unit(key, unit));
            let lanes = y.chunks_exact_mut(LANES).zip(slopes.chunks_exact_mut(LANES));
            for (sample, (y, slopes)) in lanes.enumerate() {
                for ((y, slope), key) in y.iter_mut().zip(slopes).zip(unit_keys) {
                    let factor = factor(key, self.first_sample + sample, factors);
                    *y *= factor;
                    *slope *= factor;
                }
            }
        }
    }
}

const fn key_of_step(seed: u64, step: u32) -> u64 {
    mix(seed ^ mix(step as u64 + 1))
}

const fn key_inside(key: u64, branch: u64) -> u64 {
    mix(key.wrapping_add(branch))
}

fn key_of_layer(key: u64, layer: u32) -> u64 {
    mix(key.wrapping_add(u64::from(layer) << 32))
}

const fn key_of_unit(layer_key: u64, unit: usize) -> u64 {
    mix(layer_key.wrapping_add(unit as u64))
}

/// Returns the factor of one output of a sample: 0 with the probability `rate`, otherwise `scale`.
fn factor(unit_key: u64, sample: usize, (rate, scale): (f32, f32)) -> f32 {
    let bits = mix(unit_key.wrapping_add(sample as u64));
    if unit_from_bits(bits) < rate { 0.0 } else { scale }
}
