//! Inverted dropout (Srivastava et al. 2014).
//!
//! In training, outputs are set to 0 at random and the others scaled by `1 / (1 - rate)`. Nothing changes outside
//! training.

use crate::random::{mix, unit_from_bits};

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
        Self { key: mix(seed ^ mix(step as u64 + 1)), first_sample: 0 }
    }

    /// Returns the same mask for a matrix that begins `first` samples later in the batch.
    pub(crate) const fn beginning_at(self, first: usize) -> Self {
        Self { first_sample: self.first_sample + first, ..self }
    }

    /// Returns an independent mask for a network inside another.
    pub(crate) const fn inside(self, branch: u64) -> Self {
        Self { key: mix(self.key.wrapping_add(branch)), ..self }
    }

    /// Multiplies the outputs and the slopes of a layer by 0 or by `1 / (1 - rate)`.
    pub(crate) fn apply(&self, layer: u32, rate: f32, samples: usize, y: &mut [f32], slopes: &mut [f32]) {
        let scale = 1.0 / (1.0 - rate);
        let layer_key = mix(self.key.wrapping_add(u64::from(layer) << 32));
        for (unit, (y, slopes)) in y.chunks_exact_mut(samples).zip(slopes.chunks_exact_mut(samples)).enumerate() {
            let unit_key = mix(layer_key.wrapping_add(unit as u64));
            for (sample, (y, slope)) in y.iter_mut().zip(slopes).enumerate() {
                let bits = mix(unit_key.wrapping_add((self.first_sample + sample) as u64));
                let factor = if unit_from_bits(bits) < rate { 0.0 } else { scale };
                *y *= factor;
                *slope *= factor;
            }
        }
    }
}
