//! The network that messages show.

/// The line of the project's introduction: it learns the exclusive or.
pub(super) const EXAMPLE: &str = "2 => 3 sigmoid => 1 sigmoid";
