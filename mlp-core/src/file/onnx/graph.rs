//! A graph of operators, built one operator at a time.

use super::schema::{
    Attribute, Dimension, Entry, Graph as GraphMessage, Model, Node, OperatorSet, Size, Tensor, TensorShape,
    TensorType, Type, Value,
};
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use prost::Message;

/// The version of the operator set; the version of the format goes with it.
const OPERATORS: i64 = 17;
const FORMAT: i64 = 8;

/// ONNX's code for `f32`.
const FLOAT: i32 = 1;

/// The name of the dimension of samples, which has no fixed size.
const BATCH: &str = "batch";

/// The names of a model's input and output.
pub(crate) const INPUT: &str = "input";
const OUTPUT: &str = "output";

/// A graph of operators, built one operator at a time. Values are identified by their names.
#[derive(Default)]
pub struct Graph {
    pub(super) nodes: Vec<Node>,
    constants: Vec<Tensor>,
}

impl core::fmt::Debug for Graph {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(formatter, "Graph({} operators)", self.nodes.len())
    }
}

impl Graph {
    /// Adds an operator and returns the name of its value.
    pub(super) fn operator(&mut self, kind: &str, name: &str, inputs: &[&str], attributes: Vec<Attribute>) -> String {
        let input = inputs.iter().map(ToString::to_string).collect();
        let output = vec![name.to_string()];
        self.nodes.push(Node { input, output, name: name.to_string(), kind: kind.to_string(), attributes });
        name.to_string()
    }

    /// Adds a constant tensor and returns its name.
    pub(super) fn constant(&mut self, name: &str, shape: &[usize], numbers: &[f32]) -> String {
        let dimensions = shape.iter().map(|&size| i64::try_from(size).unwrap_or(i64::MAX)).collect();
        let bytes = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        self.constants.push(Tensor { dimensions, data_type: FLOAT, name: name.to_string(), bytes });
        name.to_string()
    }

    /// Concatenates two values along the units and returns the name of the result.
    #[cfg(feature = "compose")]
    pub(crate) fn beside(&mut self, name: &str, first: &str, second: &str) -> String {
        self.operator("Concat", name, &[first, second], vec![integer("axis", 1)])
    }

    /// Renames a value.
    fn rename(&mut self, value: &str, name: &str) {
        let outputs = self.nodes.iter_mut().flat_map(|node| &mut node.output);
        outputs.filter(|output| *output == value).for_each(|output| *output = name.to_string());
    }

    /// Returns the graph as the bytes of a model whose output is the value `last`. Its metadata hold `declaration`.
    pub(crate) fn finish(mut self, last: &str, inputs: usize, outputs: usize, declaration: String) -> Vec<u8> {
        self.rename(last, OUTPUT);
        let model = Model {
            format: FORMAT,
            producer: "mlp".to_string(),
            producer_version: env!("CARGO_PKG_VERSION").to_string(),
            graph: Some(GraphMessage {
                nodes: self.nodes,
                name: "network".to_string(),
                constants: self.constants,
                inputs: vec![samples(INPUT, inputs)],
                outputs: vec![samples(OUTPUT, outputs)],
            }),
            operators: vec![OperatorSet { domain: String::new(), version: OPERATORS }],
            metadata: vec![Entry { key: "declaration".to_string(), value: declaration }],
        };
        model.encode_to_vec()
    }
}

/// Returns the description of samples with `width` values each.
fn samples(name: &str, width: usize) -> Value {
    let batch = Size::Name(BATCH.to_string());
    let width = Size::Number(i64::try_from(width).unwrap_or(i64::MAX));
    let dimensions = [batch, width].map(|size| Dimension { size: Some(size) }).to_vec();
    let tensor = TensorType { data_type: FLOAT, shape: Some(TensorShape { dimensions }) };
    Value { name: name.to_string(), kind: Some(Type { tensor: Some(tensor) }) }
}

pub(super) fn float(name: &str, value: f32) -> Attribute {
    Attribute { name: name.to_string(), float: Some(value), integer: None, kind: 1 }
}

pub(super) fn integer(name: &str, value: i64) -> Attribute {
    Attribute { name: name.to_string(), float: None, integer: Some(value), kind: 2 }
}
