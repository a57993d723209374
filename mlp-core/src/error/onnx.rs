//! Errors in ONNX models.
//!
//! `mlp-core` and `mlp-macros` have the same text, since neither depends on the other; `tests/files` compares them.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// Why an ONNX model is not the network that was declared.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum OnnxReason {
    /// The bytes are not those of a model.
    NotModel,
    /// The model has more operators and tensors than a network of so many layers needs.
    Large {
        /// The largest number of both.
        most: usize,
    },
    /// The model goes on with other operators than the network.
    Operator {
        /// The name of the layer.
        layer: String,
        /// The operator or the shape that the network needs there.
        expected: String,
        /// The operators of the model.
        found: String,
    },
    /// The model has other operators behind the last layer.
    Longer {
        /// The operators of the model.
        found: String,
    },
    /// A layer has biases in the network, but not in the model.
    NoBiases {
        /// The name of the layer.
        layer: String,
    },
    /// A layer has biases in the model, but not in the network.
    Biases {
        /// The name of the layer.
        layer: String,
    },
    /// The model computes the weights or biases of a layer, or multiplies them.
    Computed {
        /// The name of the layer.
        layer: String,
    },
    /// The weights or biases of a layer have different shapes in the model and in the network.
    Shape {
        /// The name of the layer.
        layer: String,
        /// The network's shape; `_` stands for a width that is not known.
        network: String,
        /// The model's shape.
        model: Vec<usize>,
    },
    /// The values of a tensor are of another type.
    Type {
        /// The name of the tensor.
        tensor: String,
        /// The number of the type in ONNX.
        found: u64,
    },
    /// The values of a tensor are in another file.
    External {
        /// The name of the tensor.
        tensor: String,
    },
    /// A tensor has more or fewer values than its shape says.
    Length {
        /// The name of the tensor.
        tensor: String,
    },
    /// A tensor has a value that is NaN or infinite, or infinite as an `f32`.
    NotFinite {
        /// The name of the tensor.
        tensor: String,
        /// The value.
        value: f32,
    },
}

/// Writes the reason.
impl fmt::Display for OnnxReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotModel => f.write_str("its bytes are not those of an ONNX model"),
            Self::Large { most } => {
                write!(f, "it has more than {most} operators and tensors, which are too many for this network")
            }
            Self::Operator { layer, expected, found } => {
                write!(f, "`{layer}` needs {expected}, the model goes on with {found}")
            }
            Self::Longer { found } => write!(f, "behind the last layer it goes on with {found}"),
            Self::NoBiases { layer } => write!(f, "it has no biases for `{layer}`: declare the layer with `no_bias`"),
            Self::Biases { layer } => write!(f, "it has biases for `{layer}`: declare the layer without `no_bias`"),
            Self::Computed { layer } => {
                write!(
                    f,
                    "it computes the weights or biases of `{layer}`: expected a plain `Linear` with stored weights"
                )
            }
            Self::Shape { layer, network, model } => write!(f, "`{layer}` needs {network}, the model has {model:?}"),
            Self::Type { tensor, found } => {
                write!(f, "tensor `{tensor}` holds values of type {found}: expected FLOAT (1) or DOUBLE (11)")
            }
            Self::External { tensor } => {
                write!(f, "the values of tensor `{tensor}` are in another file: save the model as one file, ")?;
                f.write_str("with `external_data=False` of `torch.onnx.export`")
            }
            Self::Length { tensor } => write!(f, "tensor `{tensor}` has other values than its shape says"),
            Self::NotFinite { tensor, value } => write!(f, "tensor `{tensor}` holds {value}: weights must be finite"),
        }
    }
}
