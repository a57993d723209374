//! The layers of a network as ONNX operators.

use super::graph::{Graph, check_finite, float, integer};
use crate::activation::elementwise::onnx_operators;
use crate::activation::onnx::{Attribute, Operand};
use crate::error::Error;
use crate::layer::info::{LayerInfo, LayerPath, VisitLayers};
use crate::schema::{Field, Listed, activation_words};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

impl Graph {
    /// Adds a network that was not joined from others: its layers, one after the other. `heads` are the names of its
    /// outputs, if they have any.
    pub(crate) fn layers(
        &mut self,
        parameters: &[f32],
        visit_layers: VisitLayers,
        prefix: &str,
        input: &str,
        heads: &[Field],
    ) -> Result<String, Error> {
        let (mut first, mut value) = (0, Ok(input.to_string()));
        // the inputs of the residual blocks that are open
        let mut blocks = Vec::new();
        visit_layers(&LayerPath::TOP, &mut |_: &LayerPath<'_>, layer: &LayerInfo| {
            let parameters = &parameters[first..first + layer.params()];
            first += layer.params();
            let Ok(input) = &value else { return };
            blocks.extend(core::iter::repeat_n(input.clone(), layer.begins));
            value = self.layer(layer, parameters, prefix, input, heads).map(|mut output| {
                for end in 1..=layer.ends {
                    let taken = blocks.pop().unwrap_or_default();
                    output = self.operator("Add", &format!("{output}.block{end}"), &[&output, &taken], Vec::new());
                }
                output
            });
        });
        value
    }

    fn layer(
        &mut self,
        layer: &LayerInfo,
        parameters: &[f32],
        prefix: &str,
        input: &str,
        heads: &[Field],
    ) -> Result<String, Error> {
        let name = format!("{prefix}{}", layer.name);
        let (weights, biases) = parameters.split_at(layer.inputs * layer.units);
        check_finite(&format!("{name}.weights"), weights)?;
        check_finite(&format!("{name}.biases"), biases)?;
        let weights = self.constant(&format!("{name}.weights"), &[layer.inputs, layer.units], weights);
        let biases = layer.bias.then(|| self.constant(&format!("{name}.biases"), &[layer.units], biases));
        let inputs: Vec<&str> = [input, &weights].into_iter().chain(biases.as_deref()).collect();
        let sums = self.operator("Gemm", &format!("{name}.sums"), &inputs, Vec::new());
        // a network inside of this one has heads of its own, which are not known here
        let added = if !heads.is_empty() && layer.activation == Listed(heads).to_string() {
            self.heads(heads, &name, &sums)
        } else {
            activation(self, layer.activation, &name, sums)
        };
        added.ok_or_else(|| Error::OnnxActivation { layer: name, activation: layer.activation.to_string() })
    }

    /// Adds the activations of outputs with names, each to its part of the sums.
    fn heads(&mut self, heads: &[Field], name: &str, sums: &str) -> Option<String> {
        let words = activation_words(heads);
        let widths: Vec<usize> = words.iter().map(|(units, _)| *units).collect();
        let parts = self.split(&format!("{name}.parts"), sums, &widths);
        let mut heads = Vec::with_capacity(parts.len());
        for (part, (index, (_, word))) in parts.into_iter().zip(words.iter().enumerate()) {
            heads.push(activation(self, word, &format!("{name}.activation{index}"), part)?);
        }
        Some(self.beside(name, &heads.iter().map(String::as_str).collect::<Vec<_>>()))
    }
}

/// Adds an activation, given as it is written in a declaration (`leaky_relu(0.01)`), and returns the name of its value.
///
/// Returns `None` for an activation of the user's own.
fn activation(graph: &mut Graph, words: &str, name: &str, z: String) -> Option<String> {
    if words == "softmax" {
        return Some(graph.operator("Softmax", name, &[&z], vec![integer("axis", -1)]));
    }
    let (word, argument) = match words.split_once('(') {
        Some((word, argument)) => (word, Some(argument.strip_suffix(')')?.parse().ok()?)),
        None => (words, None),
    };
    let operators = onnx_operators(word)?;
    let mut steps: Vec<String> = Vec::new();
    for (index, operator) in operators.iter().enumerate() {
        // the last one has the name of the layer, since its value is the layer's outputs
        let own = if index + 1 == operators.len() { name.to_string() } else { format!("{name}.step{index}") };
        let mut operands = Vec::new();
        for (position, operand) in operator.operands.iter().enumerate() {
            operands.push(match *operand {
                Operand::Z => z.clone(),
                Operand::Step(step) => steps[step].clone(),
                Operand::Constant(number) => graph.constant(&format!("{own}.constant{position}"), &[], &[number]),
            });
        }
        let attribute = |(name, attribute): &(&str, Attribute)| match *attribute {
            Attribute::Number(number) => Some(float(name, number)),
            Attribute::Argument => Some(float(name, argument?)),
        };
        let attributes = operator.attributes.iter().map(attribute).collect::<Option<Vec<_>>>()?;
        let operands: Vec<&str> = operands.iter().map(String::as_str).collect();
        steps.push(graph.operator(operator.kind, &own, &operands, attributes));
    }
    Some(steps.pop().unwrap_or(z))
}

#[cfg(test)]
mod tests {
    use super::Graph;

    #[test]
    fn an_activation_of_a_users_is_not_known() {
        let mut graph = Graph::default();
        assert_eq!(super::activation(&mut graph, "my::Snake", "l1", "z".into()), None);
        assert_eq!(super::activation(&mut graph, "leaky_relu(x)", "l1", "z".into()), None);
        assert!(graph.nodes.is_empty());
    }
}
