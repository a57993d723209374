//! The fields of errors that say which of two things is meant.

use core::fmt;

/// A part of a split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SplitPart {
    /// The training part.
    Training,
    /// The test part.
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

/// The owner of a weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WeightOf {
    /// A sample.
    Sample,
    /// A class.
    Class,
    /// A sample: the product of its own weight and that of its class.
    SampleAndClass,
}

impl fmt::Display for WeightOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sample => "sample",
            Self::Class => "class",
            Self::SampleAndClass => "sample and class",
        })
    }
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use super::{SplitPart, WeightOf};
    use alloc::string::ToString;

    /// The words that messages have for them.
    #[test]
    fn words() {
        assert_eq!([SplitPart::Training, SplitPart::Test].map(|part| part.to_string()), ["training", "test"]);
        let weights = [WeightOf::Sample, WeightOf::Class, WeightOf::SampleAndClass];
        assert_eq!(weights.map(|of| of.to_string()), ["sample", "class", "sample and class"]);
    }
}
