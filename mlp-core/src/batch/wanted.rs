//! The parts of a gradient that a training step needs.

use crate::layer::dropout::Mask;

/// The parts of a gradient that a training step needs; by default the whole gradient, without dropout.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted {
    /// The dropout.
    pub(crate) mask: Option<Mask>,
    /// The index of the first parameter whose derivative is needed; those before it need not be written.
    pub(crate) first_trained: usize,
}
