//! The arguments of a forward pass.

use crate::kernel::layout::Layout;

/// The arguments of a layer's forward pass.
pub(crate) struct ForwardLayer<'a> {
    /// `weights[input][unit]`
    pub(crate) weights: &'a [f32],
    /// `biases[unit]`, or empty without biases.
    pub(crate) biases: &'a [f32],
    /// The number of units, which is the distance of the rows of `weights`.
    pub(crate) units: usize,
    pub(crate) layout: Layout,
    /// The number of columns of `x` and `z`: a multiple of 16, or with [`Layout::BySample`] of samples.
    pub(crate) samples: usize,
    /// The number of columns that hold a sample; vectors of `z` without a sample become zero.
    pub(crate) used: usize,
    /// `x[input][sample]`
    pub(crate) x: &'a [f32],
    /// `z[unit][sample]`, which is written.
    pub(crate) z: &'a mut [f32],
}
