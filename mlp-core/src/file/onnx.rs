//! Networks as ONNX models: opset 17, any number of samples at once.
//!
//! A layer is a `Gemm` with its weights as they are stored, `[inputs, units]`, and its activation. Activations that ONNX
//! has no operator for before opset 18 are written in operators that it has.

mod operators;
mod schema;

use crate::error::Error;
use crate::layer::info::{LayerInfo, LayerPath, VisitLayers};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use prost::Message;
use schema::{
    Attribute, Dimension, Entry, Graph as GraphMessage, Model, Node, OperatorSet, Size, Tensor, TensorShape,
    TensorType, Type, Value,
};

/// The set of operators, and the version of the format that goes with it.
const OPERATORS: i64 = 17;
const FORMAT: i64 = 8;

/// ONNX's number for `f32`.
const FLOAT: i32 = 1;

/// The name of the number of samples, which is free.
const BATCH: &str = "batch";

/// The names of the inputs and the outputs of a model.
pub(crate) const INPUT: &str = "input";
const OUTPUT: &str = "output";

/// A graph that grows operator by operator; values go by their names.
#[derive(Default)]
pub struct Graph {
    nodes: Vec<Node>,
    constants: Vec<Tensor>,
}

impl core::fmt::Debug for Graph {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(formatter, "Graph({} operators)", self.nodes.len())
    }
}

impl Graph {
    /// Adds an operator; the name of its value.
    fn operator(&mut self, kind: &str, name: &str, inputs: &[&str], attributes: Vec<Attribute>) -> String {
        let input = inputs.iter().map(ToString::to_string).collect();
        let output = vec![name.to_string()];
        self.nodes.push(Node { input, output, name: name.to_string(), kind: kind.to_string(), attributes });
        name.to_string()
    }

    /// Adds numbers that do not change; their name.
    fn constant(&mut self, name: &str, shape: &[usize], numbers: &[f32]) -> String {
        let dimensions = shape.iter().map(|&size| i64::try_from(size).unwrap_or(i64::MAX)).collect();
        let bytes = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        self.constants.push(Tensor { dimensions, data_type: FLOAT, name: name.to_string(), bytes });
        name.to_string()
    }

    /// Adds a network that was not joined from others: its layers, one after the other.
    pub(crate) fn layers(
        &mut self,
        parameters: &[f32],
        visit_layers: VisitLayers,
        prefix: &str,
        input: &str,
    ) -> Result<String, Error> {
        let (mut first, mut value) = (0, Ok(input.to_string()));
        // what the residual blocks that are open take
        let mut blocks = Vec::new();
        visit_layers(&LayerPath::TOP, &mut |_: &LayerPath<'_>, layer: &LayerInfo| {
            let parameters = &parameters[first..first + layer.params()];
            first += layer.params();
            let Ok(input) = &value else { return };
            blocks.extend(core::iter::repeat_n(input.clone(), layer.begins));
            value = self.layer(layer, parameters, prefix, input).map(|mut output| {
                for end in 1..=layer.ends {
                    let taken = blocks.pop().unwrap_or_default();
                    output = self.operator("Add", &format!("{output}.block{end}"), &[&output, &taken], Vec::new());
                }
                output
            });
        });
        value
    }

    fn layer(&mut self, layer: &LayerInfo, parameters: &[f32], prefix: &str, input: &str) -> Result<String, Error> {
        let name = format!("{prefix}{}", layer.name);
        let (weights, biases) = parameters.split_at(layer.inputs * layer.units);
        let weights = self.constant(&format!("{name}.weights"), &[layer.inputs, layer.units], weights);
        let biases = layer.bias.then(|| self.constant(&format!("{name}.biases"), &[layer.units], biases));
        let inputs: Vec<&str> = [input, &weights].into_iter().chain(biases.as_deref()).collect();
        let sums = self.operator("Gemm", &format!("{name}.sums"), &inputs, Vec::new());
        operators::activation(self, layer.activation, &name, sums)
            .ok_or_else(|| Error::OnnxActivation { layer: name, activation: layer.activation.to_string() })
    }

    /// Adds two values as one, unit beside unit.
    #[cfg(feature = "compose")]
    pub(crate) fn beside(&mut self, name: &str, first: &str, second: &str) -> String {
        self.operator("Concat", name, &[first, second], vec![operators::integer("axis", 1)])
    }

    /// Gives a value another name.
    fn rename(&mut self, value: &str, name: &str) {
        let outputs = self.nodes.iter_mut().flat_map(|node| &mut node.output);
        outputs.filter(|output| *output == value).for_each(|output| *output = name.to_string());
    }

    /// Returns the graph as the bytes of a model whose output is the value `last`; `declaration` goes into its metadata.
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

/// Samples with this many numbers each.
fn samples(name: &str, width: usize) -> Value {
    let batch = Size::Name(BATCH.to_string());
    let width = Size::Number(i64::try_from(width).unwrap_or(i64::MAX));
    let dimensions = [batch, width].map(|size| Dimension { size: Some(size) }).to_vec();
    let tensor = TensorType { data_type: FLOAT, shape: Some(TensorShape { dimensions }) };
    Value { name: name.to_string(), kind: Some(Type { tensor: Some(tensor) }) }
}

#[cfg(test)]
mod tests {
    use super::Graph;

    #[test]
    fn an_activation_of_a_users_is_not_known() {
        let mut graph = Graph::default();
        assert_eq!(super::operators::activation(&mut graph, "my::Snake", "l1", "z".into()), None);
        assert_eq!(super::operators::activation(&mut graph, "leaky_relu(x)", "l1", "z".into()), None);
        assert!(graph.nodes.is_empty());
    }
}
