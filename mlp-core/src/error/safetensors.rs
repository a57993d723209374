//! Errors in safetensors files and checkpoints.

use alloc::string::String;
use core::fmt;
use std::sync::Arc;

/// The type of a tensor's values, as safetensors files name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each is documented by the format under the same name")]
pub enum Dtype {
    Bool,
    F4,
    F6E2M3,
    F6E3M2,
    U8,
    I8,
    F8E5M2,
    F8E4M3,
    F8E8M0,
    I16,
    U16,
    F16,
    Bf16,
    I32,
    U32,
    F32,
    F64,
    I64,
    U64,
    /// A type that this version does not know.
    Other,
}

/// Writes the name that the format uses.
impl fmt::Display for Dtype {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bool => "BOOL",
            Self::F4 => "F4",
            Self::F6E2M3 => "F6_E2M3",
            Self::F6E3M2 => "F6_E3M2",
            Self::U8 => "U8",
            Self::I8 => "I8",
            Self::F8E5M2 => "F8_E5M2",
            Self::F8E4M3 => "F8_E4M3",
            Self::F8E8M0 => "F8_E8M0",
            Self::I16 => "I16",
            Self::U16 => "U16",
            Self::F16 => "F16",
            Self::Bf16 => "BF16",
            Self::I32 => "I32",
            Self::U32 => "U32",
            Self::F32 => "F32",
            Self::F64 => "F64",
            Self::I64 => "I64",
            Self::U64 => "U64",
            Self::Other => "an unknown type",
        })
    }
}

/// The error of the parser of a file's header. Two of them are equal if their texts are equal.
#[derive(Clone)]
pub struct ParseError(Arc<dyn core::error::Error + Send + Sync>);

impl ParseError {
    pub(crate) fn new(error: impl core::error::Error + Send + Sync + 'static) -> Self {
        Self(Arc::new(error))
    }

    /// Returns the parser's error, for `source`.
    fn source(&self) -> &(dyn core::error::Error + 'static) {
        &*self.0
    }
}

impl PartialEq for ParseError {
    fn eq(&self, other: &Self) -> bool {
        use alloc::string::ToString;
        self.0.to_string() == other.0.to_string()
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&*self.0, f)
    }
}

impl fmt::Debug for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

/// Why bytes are not a safetensors file.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SafetensorsReason {
    /// There are fewer than 8 bytes.
    TooShort,
    /// The file has another format.
    OtherFormat {
        /// The format, in words.
        format: &'static str,
        /// The remedy, in words.
        remedy: &'static str,
    },
    /// Fewer bytes follow than the length of the header.
    HeaderCutOff {
        /// The length of the header according to the file, in bytes.
        length: u64,
        /// The number of bytes that follow.
        found: usize,
    },
    /// The header is longer than headers may be.
    HeaderTooLong {
        /// The length of the header, in bytes.
        length: u64,
        /// The largest length.
        longest: usize,
    },
    /// A string in the header is longer than any for this network.
    StringTooLong {
        /// The length of the string, in bytes.
        length: usize,
        /// The largest length for this network.
        longest: usize,
    },
    /// A number in the header has too many characters.
    NumberTooLong {
        /// The largest number of characters.
        longest: usize,
    },
    /// The header has too many levels of brackets.
    TooDeep {
        /// The largest number of levels.
        levels: usize,
    },
    /// The header is not JSON, or does not describe tensors.
    Header(ParseError),
    /// The bytes of a tensor are not in the file, or their number does not fit its shape.
    Misplaced {
        /// The name of the tensor.
        name: String,
    },
    /// The tensors do not follow each other from the first byte to the last.
    Gaps,
    /// The metadata have no names of columns and classes.
    NoColumns,
    /// The data have another checksum than the metadata say.
    Checksum {
        /// The checksum in the metadata.
        found: u64,
        /// The checksum of the data.
        expected: u64,
    },
}

impl SafetensorsReason {
    pub(super) fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Header(error) => Some(error.source()),
            _ => None,
        }
    }
}

impl fmt::Display for SafetensorsReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort => f.write_str("it has fewer than 8 bytes"),
            Self::OtherFormat { format, remedy } => write!(f, "it is {format}; {remedy}"),
            Self::HeaderCutOff { length, found } => {
                write!(f, "its header has {length} bytes, but only {found} follow")
            }
            Self::HeaderTooLong { length, longest } => {
                write!(f, "its header has {length} bytes, expected at most {longest}")
            }
            Self::StringTooLong { length, longest } => {
                write!(f, "its header has a string of {length} bytes, those of this network have at most {longest}")
            }
            Self::NumberTooLong { longest } => {
                write!(f, "its header has a number of more than {longest} characters")
            }
            Self::TooDeep { levels } => write!(f, "its header has more than {levels} levels of brackets"),
            Self::Header(error) => write!(f, "{error}"),
            Self::Misplaced { name } => write!(f, "tensor `{name}` is not where it should be"),
            Self::Gaps => f.write_str("its tensors overlap or leave gaps"),
            Self::NoColumns => f.write_str("it has no names of columns and classes, as `Pipeline::save` writes them"),
            Self::Checksum { found, expected } => {
                write!(f, "its checksum is {found:016x}, that of its data {expected:016x}; ")?;
                f.write_str("a program that changes the data has to leave out the entry `mlp` of the metadata")
            }
        }
    }
}

/// Why a file is not a checkpoint from which this training run can be resumed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CheckpointReason {
    /// The file is not a safetensors file.
    NotSafetensors(ParseError),
    /// The file lacks a tensor or a text.
    Missing {
        /// The name of the tensor or text.
        name: String,
    },
    /// A tensor has values of another type.
    Dtype {
        /// The name of the tensor.
        name: String,
        /// The type of its values.
        found: Dtype,
        /// The expected type.
        expected: Dtype,
    },
    /// A tensor has too many or too few values.
    Count {
        /// The name of the tensor.
        name: String,
        /// The number of values.
        found: usize,
        /// The expected number.
        expected: usize,
    },
    /// A text is not a number.
    NotNumber {
        /// The name of the text.
        name: String,
        /// The text.
        found: String,
    },
    /// The file is damaged.
    Checksum {
        /// The checksum in the file.
        found: String,
        /// The checksum of the rest of the file.
        expected: u64,
    },
    /// The order of the samples has indices of samples that do not exist.
    Order,
    /// The checkpoint belongs to a training run with another network, loss, optimizer, setting or data.
    Other {
        /// The part that differs: `network`, `loss`, `optimizer`, `batch size`, `data` and so on.
        what: &'static str,
        /// The value in the checkpoint.
        found: String,
        /// The value of this training run.
        expected: String,
    },
    /// The schedule returns another learning rate than an epoch had.
    LearningRate {
        /// The epoch, from 1.
        epoch: u32,
        /// The learning rate of the epoch in the checkpoint.
        found: f32,
        /// The learning rate that the schedule of this training run returns.
        expected: f32,
    },
    /// Another training run, in this process or another one, is using the checkpoint.
    InUse,
    /// The checkpoint has more epochs than this training run is to have.
    Epochs {
        /// The number of epochs in the checkpoint.
        found: usize,
        /// The number of epochs of this training run.
        expected: usize,
    },
}

impl CheckpointReason {
    pub(super) fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::NotSafetensors(error) => Some(error.source()),
            _ => None,
        }
    }
}

impl fmt::Display for CheckpointReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSafetensors(error) => write!(f, "it is damaged, or something else: {error}"),
            Self::Missing { name } => write!(f, "it has no `{name}`"),
            Self::Dtype { name, found, expected } => write!(f, "`{name}` holds {found}, expected {expected}"),
            Self::Count { name, found, expected } => write!(f, "`{name}` has {found} numbers, expected {expected}"),
            Self::NotNumber { name, found } => write!(f, "its `{name}` is `{found}`, expected a number"),
            Self::Checksum { found, expected } => {
                write!(f, "it is damaged: its checksum is {found}, expected {expected:016x}")
            }
            Self::Order => f.write_str("its order names samples that are not there"),
            Self::Other { what, found, expected } => {
                write!(f, "its {what} is `{found}`, that of this training run `{expected}`")
            }
            Self::LearningRate { epoch, found, expected } => {
                write!(f, "its learning rate in epoch {epoch} was {found}, ")?;
                write!(
                    f,
                    "the schedule now returns {expected}: a schedule that was made for a number of epochs must "
                )?;
                f.write_str("keep it when the training run is extended; or remove the file")
            }
            Self::InUse => f.write_str("another training run is using it"),
            Self::Epochs { found, expected } => {
                write!(f, "it has {found} epochs, more than the {expected} of this training run: ")?;
                write!(f, "set {found} or more, or remove the file")
            }
        }
    }
}
