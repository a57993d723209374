//! Errors in arrays in the IDX format.

use super::file_name::name;
use alloc::vec::Vec;
use core::fmt;
use std::path::Path;

/// Why bytes are not an IDX file, or not one of the expected shape and type.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum IdxReason {
    /// There are fewer than 4 bytes.
    TooShort,
    /// The first four bytes are not two zeros, a type of values and a number of dimensions.
    Magic {
        /// The first four bytes.
        found: [u8; 4],
    },
    /// The third byte is not one of the types of values.
    Kind {
        /// The third byte.
        code: u8,
    },
    /// The bytes end before the sizes of the dimensions.
    NoSizes {
        /// The number of dimensions.
        dimensions: u8,
    },
    /// The array is larger than any memory.
    TooLarge {
        /// The size of each dimension.
        sizes: Vec<usize>,
    },
    /// Fewer bytes follow than the header says.
    Missing {
        /// The number of bytes according to the header.
        expected: usize,
        /// The number of bytes that follow.
        found: usize,
    },
    /// More bytes follow than the header says.
    Surplus {
        /// The number of bytes according to the header.
        expected: usize,
    },
    /// Each sample has more or fewer values than expected.
    Width {
        /// The number of values of each sample.
        found: usize,
        /// The expected number.
        expected: usize,
    },
    /// A whole number is beyond those that `f32` holds exactly.
    NotExact {
        /// The index of the sample.
        sample: usize,
        /// The number.
        value: i32,
    },
    /// A label is not the index of a class: not an integer, negative, or too large.
    Label {
        /// The index of the sample.
        sample: usize,
        /// The label.
        value: f32,
    },
}

impl IdxReason {
    /// Writes the name of the file and what is wrong with it.
    pub(super) fn write(&self, f: &mut fmt::Formatter<'_>, file: Option<&Path>) -> fmt::Result {
        f.write_str(&name(file, "the array"))?;
        match self {
            Self::Width { .. } | Self::NotExact { .. } => write!(f, " {self}"),
            _ => write!(f, " is not an IDX file: {self}"),
        }
    }
}

impl fmt::Display for IdxReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort => f.write_str("it has fewer than 4 bytes"),
            Self::Magic { found } => {
                write!(f, "it begins with {found:02x?}, not with two zeros, a kind and a dimension")
            }
            Self::Kind { code } => write!(f, "there is no kind {code:#04x} of numbers"),
            Self::NoSizes { dimensions } => write!(f, "it ends before the sizes of its {dimensions} dimensions"),
            Self::TooLarge { sizes } => write!(f, "sizes {sizes:?} are more than memory can have"),
            Self::Missing { expected, found } => {
                write!(f, "its header promises {expected} bytes, but {found} follow")
            }
            Self::Surplus { expected } => write!(f, "its header promises {expected} bytes, but more follow"),
            Self::Width { found, expected } => {
                write!(f, "has {found} numbers for each sample, but {expected} are expected")
            }
            Self::NotExact { sample, value } => {
                write!(f, "has the number {value} in sample {sample}, which no `f32` holds exactly: ")?;
                f.write_str("subtract an offset before, or leave it out")
            }
            Self::Label { sample, value } => {
                write!(f, "the label of sample {sample} is {value}, not the index of a class")
            }
        }
    }
}
