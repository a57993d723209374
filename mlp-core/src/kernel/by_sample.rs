//! Layers for a few samples, whose values are stored one sample after the other: `[sample][unit]`.
//!
//! The units are in the lanes. Four samples go through together, and the others one by one; nothing is filled up or
//! transposed. The order of a sum's terms depends on the sizes alone, not on the length of vectors.

mod forward;
mod input_gradient;
mod pairs;
#[cfg(test)]
mod tests;
mod weight_gradient;

pub(super) use forward::ForwardBySample;
pub(super) use input_gradient::InputGradientBySample;
pub(super) use weight_gradient::weight_gradient;

/// The samples that go through a layer together.
const SAMPLES: usize = 4;
