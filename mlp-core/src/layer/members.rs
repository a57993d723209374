//! Sixteen networks of one type, whose values are interleaved.

use crate::layer::parameters::{Parameters, params_of_all, params_of_all_shared};
use crate::simd::lanes::LANES;

/// The values of sixteen networks, `[parameter][lane]`.
///
/// The place of one of the networks does not hold its own parameters, but a sixteenth of those of all.
#[cfg(feature = "alloc")]
#[repr(transparent)]
#[derive(Debug)]
pub(crate) struct Interleaved<N>([N; LANES]);

// SAFETY: sixteen networks without padding between them, each of which is `COUNT` values of `f32` and nothing else.
#[cfg(feature = "alloc")]
unsafe impl<N: Parameters> Parameters for Interleaved<N> {
    const COUNT: usize = LANES * N::COUNT;
    const ZERO: Self = Self([const { N::ZERO }; LANES]);
}

/// Returns the values of blocks of sixteen networks, `[block][parameter][lane]`.
///
/// # Panics
///
/// If the number of networks is not a multiple of sixteen.
pub(crate) fn lanes_of_all<N: Parameters>(nets: &[N]) -> &[[f32; LANES]] {
    let (lanes, rest) = params_of_all_shared(nets).as_chunks();
    assert!(rest.is_empty(), "blocks are whole");
    lanes
}

/// Returns [`lanes_of_all`], to change them.
pub(crate) fn lanes_of_all_mut<N: Parameters>(nets: &mut [N]) -> &mut [[f32; LANES]] {
    let (lanes, rest) = params_of_all(nets).as_chunks_mut();
    assert!(rest.is_empty(), "blocks are whole");
    lanes
}

/// Copies the values of one lane.
pub(crate) fn gather(block: &[[f32; LANES]], lane: usize, single: &mut [f32]) {
    for (value, lanes) in single.iter_mut().zip(block) {
        *value = lanes[lane];
    }
}

/// Replaces the values of one lane.
pub(crate) fn scatter(single: &[f32], block: &mut [[f32; LANES]], lane: usize) {
    for (value, lanes) in single.iter().zip(block) {
        lanes[lane] = *value;
    }
}
