//! Why a network has no integers.

use alloc::string::String;
use core::fmt;

/// Why a network cannot be quantized.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum QuantizationReason {
    /// The layer begins or ends a residual block.
    Residual,
    /// The layer belongs to a network inside another.
    Joined,
    /// The activation is the user's own, or that of outputs with names.
    Activation {
        /// As it was declared.
        activation: String,
    },
    /// The layer has so many inputs that its sums could overflow.
    Inputs {
        /// The number of inputs.
        found: usize,
        /// The most.
        most: usize,
    },
    /// A parameter or a value of the layer is NaN or infinite.
    NotFinite {
        /// The value.
        value: f32,
    },
}

impl fmt::Display for QuantizationReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Residual => {
                f.write_str("it is part of a residual block, and integers are not added there: declare it without")
            }
            Self::Joined => f.write_str("it is part of a network inside another: declare its layers in one network"),
            Self::Activation { activation } => {
                write!(f, "its activation is `{activation}`: expected one of the language's, and outputs without names")
            }
            Self::Inputs { found, most } => {
                write!(f, "it has {found} inputs, and its sums are sure to fit 32 bits with at most {most}")
            }
            Self::NotFinite { value } => write!(f, "it has {value}: expected finite numbers"),
        }
    }
}
