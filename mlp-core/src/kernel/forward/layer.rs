//! The arguments of a forward pass.

/// The arguments of a layer's forward pass.
pub(crate) struct ForwardLayer<'a> {
    /// `weights[input][unit]`
    pub(crate) weights: &'a [f32],
    /// `biases[unit]`, or nothing
    pub(crate) biases: &'a [f32],
    /// How many units the layer has: how far the rows of `weights` are apart.
    pub(crate) units: usize,
    /// How many columns `x` and `z` have: a multiple of 16, or one.
    pub(crate) samples: usize,
    /// How many of them hold a sample; vectors of `z` without one become zero.
    pub(crate) used: usize,
    /// `x[input][sample]`
    pub(crate) x: &'a [f32],
    /// `z[unit][sample]`, written
    pub(crate) z: &'a mut [f32],
}
