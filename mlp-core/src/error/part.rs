//! What an error is about, where there are two of a kind.

use core::fmt;

/// A part of the samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SplitPart {
    /// The part that a network is trained on.
    Training,
    /// The part that it is tested with.
    Test,
}

impl fmt::Display for SplitPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Training => "training",
            Self::Test => "test",
        })
    }
}

/// What a weight belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WeightOf {
    /// One sample.
    Sample,
    /// All samples of a class.
    Class,
}

impl fmt::Display for WeightOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sample => "sample",
            Self::Class => "class",
        })
    }
}
