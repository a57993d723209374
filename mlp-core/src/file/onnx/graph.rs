//! A graph of operators, built one operator at a time.

use super::schema::{
    Attribute, Dimension, Entry, Graph as GraphMessage, Model, Node, OperatorSet, Size, Tensor, TensorShape,
    TensorType, Type, Value,
};
use crate::error::{Error, OnnxReason};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use prost::Message;

/// The version of the operator set; the version of the format goes with it.
const OPERATORS: i64 = 17;
const FORMAT: i64 = 8;

/// ONNX's codes for `f32` and `i64`.
const FLOAT: i32 = 1;
const INTEGER: i32 = 7;

/// The name of the dimension of samples, which has no fixed size.
const BATCH: &str = "batch";

/// The names of a model's input and output.
pub(crate) const INPUT: &str = "input";
pub(crate) const OUTPUT: &str = "output";

/// A graph of operators, built one operator at a time. Values are identified by their names.
#[derive(Default)]
pub struct Graph {
    pub(super) nodes: Vec<Node>,
    constants: Vec<Tensor>,
    metadata: Vec<Entry>,
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

    /// Concatenates values along the units and returns the name of the result: of one value, that of itself.
    pub(crate) fn beside(&mut self, name: &str, values: &[&str]) -> String {
        match values {
            [value] => (*value).to_string(),
            values => self.operator("Concat", name, values, vec![integer("axis", 1)]),
        }
    }

    /// Splits the units of a value and returns the names of the parts: of one part, that of the value.
    pub(crate) fn split(&mut self, name: &str, value: &str, widths: &[usize]) -> Vec<String> {
        if widths.len() == 1 {
            return vec![value.to_string()];
        }
        let sizes = format!("{name}.sizes");
        self.constants.push(Tensor {
            dimensions: vec![i64::try_from(widths.len()).unwrap_or(i64::MAX)],
            data_type: INTEGER,
            name: sizes.clone(),
            bytes: widths.iter().flat_map(|&width| i64::try_from(width).unwrap_or(i64::MAX).to_le_bytes()).collect(),
        });
        let parts: Vec<String> = (0..widths.len()).map(|part| format!("{name}.{part}")).collect();
        self.nodes.push(Node {
            input: vec![value.to_string(), sizes],
            output: parts.clone(),
            name: name.to_string(),
            kind: "Split".to_string(),
            attributes: vec![integer("axis", 1)],
        });
        parts
    }

    /// Adds an entry to the metadata of the model.
    pub(crate) fn describe(&mut self, key: &str, value: String) {
        self.metadata.push(Entry { key: key.to_string(), value });
    }

    /// Adds an operator on each column of a value and returns the name of the result: `Sub`, `Div`, `Mul`, `Add`.
    pub(crate) fn by_column(&mut self, kind: &str, name: &str, value: &str, numbers: &[f32]) -> Result<String, Error> {
        check_finite(name, numbers)?;
        let numbers = self.constant(&format!("{name}.values"), &[numbers.len()], numbers);
        Ok(self.operator(kind, name, &[value, &numbers], Vec::new()))
    }

    /// Adds operators that replace NaN in each column of a value by a number, and returns the name of the result.
    pub(crate) fn replace_nan(&mut self, name: &str, value: &str, numbers: &[f32]) -> Result<String, Error> {
        check_finite(name, numbers)?;
        let missing = self.operator("IsNaN", &format!("{name}.missing"), &[value], Vec::new());
        let numbers = self.constant(&format!("{name}.values"), &[numbers.len()], numbers);
        Ok(self.operator("Where", name, &[&missing, &numbers, value], Vec::new()))
    }

    /// Renames a value.
    fn rename(&mut self, value: &str, name: &str) {
        let outputs = self.nodes.iter_mut().flat_map(|node| &mut node.output);
        outputs.filter(|output| *output == value).for_each(|output| *output = name.to_string());
    }

    /// Returns the graph as the bytes of a model whose output is the value `last`. Its metadata hold `declaration`.
    pub(crate) fn finish(self, last: &str, inputs: usize, outputs: usize, declaration: String) -> Vec<u8> {
        self.finish_named(&[(INPUT, inputs)], &[(last, OUTPUT, outputs)], declaration)
    }

    /// Returns the graph as the bytes of a model with several inputs, each a name and a width, and several outputs: the
    /// value, the name that it gets, and its width.
    pub(crate) fn finish_named(
        mut self,
        inputs: &[(&str, usize)],
        outputs: &[(&str, &str, usize)],
        declaration: String,
    ) -> Vec<u8> {
        for (value, name, _) in outputs {
            self.rename(value, name);
        }
        let model = Model {
            format: FORMAT,
            producer: "mlp".to_string(),
            producer_version: env!("CARGO_PKG_VERSION").to_string(),
            graph: Some(GraphMessage {
                nodes: self.nodes,
                name: "network".to_string(),
                constants: self.constants,
                inputs: inputs.iter().map(|(name, width)| samples(name, *width)).collect(),
                outputs: outputs.iter().map(|(_, name, width)| samples(name, *width)).collect(),
            }),
            operators: vec![OperatorSet { domain: String::new(), version: OPERATORS }],
            metadata: [vec![Entry { key: "declaration".to_string(), value: declaration }], self.metadata].concat(),
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

/// Checks that all values are finite: no others are read.
pub(super) fn check_finite(tensor: &str, values: &[f32]) -> Result<(), Error> {
    match values.iter().find(|value| !value.is_finite()) {
        Some(value) => Err(Error::Onnx { reason: OnnxReason::NotFinite { tensor: tensor.to_string(), value: *value } }),
        None => Ok(()),
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::super::schema::Model;
    use super::Graph;
    use prost::Message;
    use std::vec::Vec;

    /// Steps that are computed column by column are so in the model too, in this order.
    #[test]
    fn columns_are_scaled_and_gaps_replaced() {
        let mut graph = Graph::default();
        let value = graph.replace_nan("imputer", super::INPUT, &[5.0, 6.0]).expect("finite");
        let value = graph.by_column("Sub", "shift", &value, &[1.0, 2.0]).expect("finite");
        let last = graph.by_column("Div", "scale", &value, &[3.0, 4.0]).expect("finite");
        graph.describe("outputs", "a\nb".into());
        assert!(graph.by_column("Mul", "odd", &last, &[0.0, f32::NAN]).is_err());
        let model = Model::decode(&*graph.finish(&last, 2, 2, "a network".into())).expect("a model");
        let graph = model.graph.expect("a graph");
        let nodes: Vec<_> = graph.nodes.iter().map(|node| (node.kind.as_str(), node.input.join(" "))).collect();
        assert_eq!(
            nodes,
            [
                ("IsNaN", "input".into()),
                ("Where", "imputer.missing imputer.values input".into()),
                ("Sub", "imputer shift.values".into()),
                ("Div", "shift scale.values".into()),
            ]
        );
        assert_eq!(graph.nodes[3].output, ["output"]);
        let constants: Vec<_> = graph.constants.iter().map(|tensor| (&*tensor.name, &tensor.dimensions[..])).collect();
        assert_eq!(constants, [("imputer.values", &[2_i64][..]), ("shift.values", &[2]), ("scale.values", &[2])]);
        let entries: Vec<_> = model.metadata.iter().map(|entry| (&*entry.key, &*entry.value)).collect();
        assert_eq!(entries, [("declaration", "a network"), ("outputs", "a\nb")]);
    }
}
