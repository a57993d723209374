//! Networks as ONNX models: opset 17, any number of samples at once.
//!
//! A layer is a `Gemm`, with its weights as they are stored, `[inputs, units]`, and its activation. Activations for
//! which ONNX has no operator before opset 18 are composed of operators that it has.
//!
//! Models of the same layers are read: our own, and those of PyTorch.

pub(crate) mod graph;
mod layers;
mod read;
mod schema;

pub(crate) use graph::Graph;
pub(crate) use graph::{INPUT, OUTPUT};
pub(crate) use read::read;
