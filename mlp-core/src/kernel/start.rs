//! Where the sums of a gradient start.

/// The values that the sums of a gradient start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// Zero.
    Zero,
    /// The gradient of earlier chunks of the batch.
    Previous,
}

impl Start {
    /// Returns whether there is an earlier gradient to add to.
    pub(crate) const fn continues(self) -> bool {
        matches!(self, Self::Previous)
    }
}
