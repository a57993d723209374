//! Everything that can be wrong with data or files, with what is wrong and where.

use core::fmt;

/// Why something could not be done. Nothing was changed unless a variant says so.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// There are no samples.
    NoSamples,
    /// Inputs and targets are not equally many.
    Lengths {
        /// How many inputs.
        inputs: usize,
        /// How many targets.
        targets: usize,
    },
    /// An input is NaN or infinite.
    InputNotFinite {
        /// The index of the sample.
        sample: usize,
        /// The index of the input in it.
        column: usize,
        /// What stands there.
        value: f32,
    },
    /// A target is NaN or infinite.
    TargetNotFinite {
        /// The index of the sample.
        sample: usize,
        /// The index of the output it belongs to.
        column: usize,
        /// What stands there.
        value: f32,
    },
    /// A target is not between 0 and 1, but the loss compares probabilities.
    TargetNotProbability {
        /// The index of the sample.
        sample: usize,
        /// The index of the output it belongs to.
        column: usize,
        /// What stands there.
        value: f32,
    },
    /// A class label is not below the number of outputs.
    Class {
        /// The index of the sample.
        sample: usize,
        /// The label.
        class: usize,
        /// How many outputs the network has.
        outputs: usize,
    },
    /// A setting of the trainer makes no sense.
    Setting {
        /// Which one.
        name: &'static str,
        /// What is expected.
        expected: &'static str,
    },
    /// The loss became NaN or infinite; the network has the last finite weights.
    Diverged {
        /// The epoch, from 1.
        epoch: usize,
        /// The batch in it, from 1.
        batch: usize,
        /// The loss.
        loss: f32,
    },
    /// A file could not be read or written.
    #[cfg(feature = "std")]
    File {
        /// Its path.
        path: std::path::PathBuf,
        /// What the system said.
        reason: alloc::string::String,
    },
    /// Bytes are not a safetensors file.
    #[cfg(feature = "safetensors")]
    Safetensors {
        /// What is wrong with them.
        reason: alloc::string::String,
    },
    /// A tensor that the network needs is not in the file.
    #[cfg(feature = "safetensors")]
    MissingTensor {
        /// Its name.
        name: alloc::string::String,
    },
    /// The file has a tensor that the network has no place for.
    #[cfg(feature = "safetensors")]
    UnexpectedTensor {
        /// Its name.
        name: alloc::string::String,
    },
    /// A tensor has another shape in the file than in the network.
    #[cfg(feature = "safetensors")]
    TensorShape {
        /// Its name.
        name: alloc::string::String,
        /// The network's shape.
        network: alloc::vec::Vec<usize>,
        /// The file's shape.
        file: alloc::vec::Vec<usize>,
    },
    /// A tensor holds something else than numbers we can convert.
    #[cfg(feature = "safetensors")]
    TensorType {
        /// Its name.
        name: alloc::string::String,
        /// What it holds.
        found: alloc::string::String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSamples => f.write_str("there are no samples to train on"),
            Self::Lengths { inputs, targets } => {
                write!(f, "{inputs} inputs, but {targets} targets: every input needs one target")
            }
            Self::InputNotFinite { sample, column, value } => {
                write!(f, "input {column} of sample {sample} is {value}: inputs must be finite")
            }
            Self::TargetNotFinite { sample, column, value } => {
                write!(f, "target {column} of sample {sample} is {value}: targets must be finite")
            }
            Self::TargetNotProbability { sample, column, value } => {
                write!(f, "target {column} of sample {sample} is {value}: the loss needs targets between 0 and 1")
            }
            Self::Class { sample, class, outputs } => {
                write!(f, "the class of sample {sample} is {class}, but the network has {outputs} outputs: ")?;
                write!(f, "classes run from 0 to {}", outputs.saturating_sub(1))
            }
            Self::Setting { name, expected } => write!(f, "the trainer's `{name}` must be {expected}"),
            Self::Diverged { epoch, batch, loss } => {
                write!(f, "the loss became {loss} in epoch {epoch}, batch {batch}; ")?;
                f.write_str("the network keeps its last finite weights: try a smaller learning rate")
            }
            #[cfg(feature = "std")]
            Self::File { path, reason } => write!(f, "{}: {reason}", path.display()),
            #[cfg(feature = "safetensors")]
            Self::Safetensors { reason } => write!(f, "not a safetensors file: {reason}"),
            #[cfg(feature = "safetensors")]
            Self::MissingTensor { name } => write!(f, "the file has no tensor `{name}`, which the network needs"),
            #[cfg(feature = "safetensors")]
            Self::UnexpectedTensor { name } => {
                write!(f, "the file has a tensor `{name}`, which the network has no place for")
            }
            #[cfg(feature = "safetensors")]
            Self::TensorShape { name, network, file } => {
                write!(f, "tensor `{name}`: the network has the shape {network:?}, the file {file:?}")
            }
            #[cfg(feature = "safetensors")]
            Self::TensorType { name, found } => {
                write!(f, "tensor `{name}` holds {found}: expected F32, F64, F16 or BF16")
            }
        }
    }
}

/// As [`Display`](fmt::Display): `fn main() -> Result<(), mlp::Error>` prints an error with `Debug`.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl core::error::Error for Error {}
