//! Networks as ONNX models: opset 17, any number of samples at once.
//!
//! A layer is a `Gemm`, with its weights as they are stored, `[inputs, units]`, and its activation. Activations for
//! which ONNX has no operator before opset 18 are composed of operators that it has.

pub(crate) mod graph;
mod layers;
mod schema;

pub(crate) use graph::Graph;
pub(crate) use graph::INPUT;
