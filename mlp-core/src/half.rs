//! Networks whose parameters are halves in memory: `storage = f16`.
//!
//! A half has 11 significant bits, so a weight is off by at most 1/2048 of itself, and by at most 2^-25 below 2^-14.
//! Everything else is computed in `f32`: a weight is widened where it is used.
#![expect(unsafe_code, reason = "a constant made of the bytes of a file; the block has its proof")]

use crate::activation::LastActivation;
use crate::math::half::from_half;

/// The units whose sums are computed together, in registers.
const TOGETHER: usize = 4;

/// A dense layer in halves, as a network with `storage = f16` has it. `BIASES` is `UNITS`, or 0 without biases.
#[derive(Clone, Debug)]
#[repr(C)]
pub struct Layer<const INPUTS: usize, const UNITS: usize, const BIASES: usize> {
    /// `weights[input][unit]`
    weights: [[u16; UNITS]; INPUTS],
    biases: [u16; BIASES],
}

impl<const INPUTS: usize, const UNITS: usize, const BIASES: usize> Layer<INPUTS, UNITS, BIASES> {
    /// Returns the layer with these weights and biases, little-endian; one of zeros if there are more or fewer bytes, which
    /// an expansion reports in another way.
    #[must_use]
    pub const fn from_le_bytes<const BYTES: usize>(bytes: &[u8; BYTES]) -> Self {
        if BYTES != size_of::<Self>() {
            return Self { weights: [[0; UNITS]; INPUTS], biases: [0; BIASES] };
        }
        let mut native = *bytes;
        if cfg!(target_endian = "big") {
            let (mut halves, _) = native.as_chunks_mut::<2>();
            while let Some((half, rest)) = halves.split_first_mut() {
                *half = u16::from_le_bytes(*half).to_ne_bytes();
                halves = rest;
            }
        }
        // SAFETY: both have the same number of bytes (checked). A layer is `repr(C)` with two arrays of `u16`: it has no
        // padding, and any bytes are valid. `transmute_copy` requires no alignment of its source.
        unsafe { core::mem::transmute_copy(&native) }
    }

    /// Returns the outputs of the layer: `f(biases + sum over inputs of weights[input] * x[input])`, whose terms are added
    /// in the order of the inputs.
    #[must_use]
    #[inline(always)]
    pub fn forward<A: LastActivation>(&self, activation: A, input: &[f32; INPUTS]) -> [f32; UNITS] {
        let mut output = [0.0; UNITS];
        let (blocks, rest) = output.as_chunks_mut::<TOGETHER>();
        let first = TOGETHER * blocks.len();
        for (block, sums) in blocks.iter_mut().enumerate() {
            *sums = self.sums(TOGETHER * block, input);
        }
        for (unit, sum) in rest.iter_mut().enumerate() {
            [*sum] = self.sums(first + unit, input);
        }
        activation.activate_units(&mut output);
        output
    }

    /// Returns the sums of some units.
    #[inline(always)]
    fn sums<const SOME: usize>(&self, first: usize, input: &[f32; INPUTS]) -> [f32; SOME] {
        let mut sums = [0.0; SOME];
        if let Some(biases) = self.biases.get(first..first + SOME) {
            for (sum, bias) in sums.iter_mut().zip(biases) {
                *sum = from_half(*bias);
            }
        }
        for (weights, x) in self.weights.iter().zip(input) {
            // always there; written so that nothing can panic
            if let Some(weights) = weights.get(first..first + SOME) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += from_half(*weight) * x;
                }
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::Layer;
    use crate::activation::{Identity, Relu};

    /// Halves as the bytes of a file.
    fn bytes<const BYTES: usize>(halves: &[u16]) -> [u8; BYTES] {
        let mut bytes = [0; BYTES];
        for (two, half) in bytes.as_chunks_mut::<2>().0.iter_mut().zip(halves) {
            *two = half.to_le_bytes();
        }
        bytes
    }

    const HALVES: [u16; 15] = [
        0x3c00, 0x4000, 0x4200, 0x4400, 0xc000, // the first input's: 1, 2, 3, 4, -2
        0xbc00, 0x3800, 0x0000, 0x3c00, 0x3c00, // the second's: -1, 0.5, 0, 1, 1
        0x3c00, 0x3c00, 0xc400, 0x0000, 0x3800, // biases: 1, 1, -4, 0, 0.5
    ];

    #[test]
    fn sums_of_blocks_and_of_the_rest() {
        let layer = Layer::<2, 5, 5>::from_le_bytes(&bytes::<30>(&HALVES));
        assert_eq!(layer.forward(Identity, &[2.0, -4.0]), [7.0, 3.0, 2.0, 4.0, -7.5]);
        assert_eq!(layer.forward(Relu, &[-1.0, 1.0]), [0.0, 0.0, 0.0, 0.0, 3.5]);
    }

    #[test]
    fn without_biases_and_with_other_bytes() {
        let layer = Layer::<2, 5, 0>::from_le_bytes(&bytes::<20>(&HALVES));
        assert_eq!(layer.forward(Identity, &[2.0, -4.0]), [6.0, 2.0, 6.0, 4.0, -8.0]);
        let zeros = Layer::<2, 5, 0>::from_le_bytes(&bytes::<30>(&HALVES));
        assert_eq!(zeros.forward(Identity, &[2.0, -4.0]), [0.0; 5]);
    }
}
