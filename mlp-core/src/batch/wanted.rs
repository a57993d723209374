//! What a training step wants of a gradient.

use crate::layer::dropout::Mask;

/// What a training step wants of a gradient; by default the whole gradient without dropout.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted {
    /// The dropout.
    pub(crate) mask: Option<Mask>,
    /// The index of the first parameter whose derivative is needed; those before it need not be written.
    pub(crate) first_trained: usize,
}
