//! Follows the operators of a model from its input to its output, layer by layer.
//!
//! `mlp-core` and `mlp-macros` have the same text, since neither depends on the other; `tests/files` compares them.

use super::OnnxReason;
use super::model::{Graph, Node, Tensor};
use super::pattern::{Operand, Operator, patterns};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// ONNX's code for the numbers that a network computes with.
const FLOAT: i64 = 1;

/// How many operators that change no value may stand in a row.
const NEUTRAL_IN_A_ROW: usize = 8;

/// How many operators and tensors a layer may have.
const OF_A_LAYER: usize = 64;

/// A layer as it was declared; a width that is not known is `None`.
pub(super) struct Layer<'a> {
    pub(super) name: &'a str,
    pub(super) inputs: Option<usize>,
    pub(super) units: Option<usize>,
    pub(super) bias: bool,
    /// The word with its argument: `leaky_relu(0.01)`.
    pub(super) activation: &'a str,
    /// The units of each named output with their activation; none if the outputs have no names.
    pub(super) heads: &'a [(usize, &'a str)],
    /// The number of residual blocks that begin with the layer.
    pub(super) begins: usize,
    /// The number of residual blocks that end with it.
    pub(super) ends: usize,
}

/// The weights of a layer in a model, all finite.
pub(super) struct Found<'a> {
    /// Inputs in rows, units in columns.
    pub(super) weights: Tensor<'a>,
    pub(super) biases: Option<Tensor<'a>>,
    pub(super) inputs: usize,
    pub(super) units: usize,
}

/// A model that has been followed so far.
pub(super) struct Chain<'a> {
    graph: Graph<'a>,
    /// The outputs of the last layer.
    value: &'a str,
    /// How many there are; `None` before the first layer.
    units: Option<usize>,
    /// The inputs of the residual blocks that are open.
    blocks: Vec<&'a str>,
}

impl<'a> Chain<'a> {
    /// Begins at the input of a model of so many layers.
    pub(super) fn new(bytes: &'a [u8], layers: usize) -> Result<Self, OnnxReason> {
        let graph = Graph::of(bytes, OF_A_LAYER.saturating_mul(layers.saturating_add(1)))?;
        Ok(Self { graph, value: graph.input().ok_or(OnnxReason::NotModel)?, units: None, blocks: Vec::new() })
    }

    /// Follows one layer and returns its weights.
    pub(super) fn layer(&mut self, layer: &Layer<'_>) -> Result<Found<'a>, OnnxReason> {
        let computed = || OnnxReason::Computed { layer: layer.name.to_string() };
        self.blocks.extend(core::iter::repeat_n(self.value, layer.begins));
        let is_linear = |node: &Node<'_>| matches!(node.kind(), "Gemm" | "MatMul");
        let input = self.skip(|value| self.graph.readers(value).any(|node| is_linear(&node)));
        let linear = self.graph.readers(input).find(is_linear);
        let linear = linear.ok_or_else(|| self.other(layer, "`Gemm` or `MatMul`", input))?;
        let mut operands = linear.inputs();
        let weights = operands.next().filter(|first| *first == input).and(operands.next());
        let mut weights = weights.and_then(|name| self.graph.tensor(name)).ok_or_else(computed)?;
        let mut biases = operands.next().filter(|name| !name.is_empty());
        let mut sums = linear.output();
        if linear.kind() == "Gemm" {
            let is_plain = linear.float("alpha", 1.0) == 1.0 && linear.integer("transA", 0) == 0;
            if !is_plain || biases.is_some() && linear.float("beta", 1.0) != 1.0 {
                return Err(computed());
            }
            if linear.integer("transB", 0) != 0 {
                weights = weights.transposed();
            }
        }
        if biases.is_none()
            && let Some((added, output)) = self.added(sums)
        {
            (biases, sums) = (Some(added), output);
        }
        let [inputs, units] = shape(layer, &weights)?;
        let biases = biases.map(|name| self.graph.tensor(name).ok_or_else(computed)).transpose()?;
        match &biases {
            Some(_) if !layer.bias => return Err(OnnxReason::Biases { layer: layer.name.to_string() }),
            None if layer.bias => return Err(OnnxReason::NoBiases { layer: layer.name.to_string() }),
            Some(biases) => check_biases(layer, biases, units)?,
            None => {}
        }
        weights.check()?;
        let activated = match *layer.heads {
            [] => self.activation(layer, layer.activation, sums),
            [(_, activation)] => self.activation(layer, activation, sums),
            _ => self.heads(layer, sums),
        };
        (self.value, self.units) = (activated?, Some(units));
        self.end_blocks(layer)?;
        Ok(Found { weights, biases, inputs, units })
    }

    /// Checks that the model ends here.
    pub(super) fn finish(self) -> Result<(), OnnxReason> {
        let value = self.skip(|value| self.graph.is_output(value));
        if self.graph.is_output(value) { Ok(()) } else { Err(OnnxReason::Longer { found: self.graph.kinds(value) }) }
    }

    /// Returns the value behind operators that change nothing, up to the first that is wanted.
    fn skip(&self, is_wanted: impl Fn(&str) -> bool) -> &'a str {
        let mut value = self.value;
        for _ in 0..NEUTRAL_IN_A_ROW {
            if is_wanted(value) {
                return value;
            }
            let is_neutral = |node: &Node<'_>| node.inputs().next() == Some(value) && self.is_neutral(*node);
            match self.graph.readers(value).find(is_neutral) {
                Some(node) => value = node.output(),
                None => return value,
            }
        }
        value
    }

    /// Returns whether an operator changes no value when a network is used.
    ///
    /// scikit-learn's models begin with `Cast`. They end with `Reshape`, to rows of the units that there are or, of
    /// several values too, of one: if a layer follows, its shape shows that.
    fn is_neutral(&self, node: Node<'_>) -> bool {
        match node.kind() {
            "Identity" | "Dropout" => true,
            "Flatten" => node.integer("axis", 1) == 1,
            "Cast" => node.integer("to", 0) == FLOAT,
            "Reshape" => {
                let shape = node.inputs().nth(1).and_then(|name| self.graph.tensor(name));
                let shape = shape.map(|shape| shape.integers(3)).unwrap_or_default();
                let fits = |width: i64| width == 1 || usize::try_from(width).ok() == self.units;
                matches!(*shape, [-1 | 0, width] if fits(width))
            }
            _ => false,
        }
    }

    /// Returns the stored biases that are added to a value, and the sums.
    fn added(&self, value: &str) -> Option<(&'a str, &'a str)> {
        let addition = self.graph.readers(value).find(|node| node.kind() == "Add")?;
        let other = addition.inputs().find(|name| *name != value)?;
        self.graph.tensor(other).map(|_| (other, addition.output()))
    }

    /// Follows the outputs with names: `Split`, the activation of each part, and `Concat` unless the model has an output
    /// for each.
    fn heads(&self, layer: &Layer<'_>, sums: &'a str) -> Result<&'a str, OnnxReason> {
        let widths = || layer.heads.iter().map(|(units, _)| *units);
        let is_split = |node: &Node<'_>| {
            let sizes = node.inputs().nth(1).and_then(|name| self.graph.tensor(name));
            let sizes = sizes.map(|sizes| sizes.integers(layer.heads.len() + 1)).unwrap_or_default();
            let fits = sizes.iter().map(|size| usize::try_from(*size).ok()).eq(widths().map(Some));
            node.kind() == "Split" && node.inputs().next() == Some(sums) && is_of_units(*node, 0) && fits
        };
        let split = self.graph.readers(sums).find(is_split).ok_or_else(|| {
            let widths = widths().map(|units| units.to_string()).collect::<Vec<_>>().join(", ");
            self.other(layer, &format!("`Split` into the outputs [{widths}]"), sums)
        })?;
        let parts = split.outputs().zip(layer.heads);
        let parts = parts.map(|(part, (_, activation))| self.activation(layer, activation, part));
        let parts = parts.collect::<Result<Vec<_>, _>>()?;
        let Some(&first) = parts.first().filter(|_| parts.len() == layer.heads.len()) else {
            return Err(OnnxReason::Computed { layer: layer.name.to_string() });
        };
        if parts.iter().all(|part| self.graph.is_output(part)) {
            return Ok(first);
        }
        let is_concat = |node: &Node<'_>| {
            node.kind() == "Concat" && is_of_units(*node, 0) && node.inputs().eq(parts.iter().copied())
        };
        let concat = self.graph.readers(first).find(is_concat);
        Ok(concat.ok_or_else(|| self.other(layer, "`Concat` of the outputs", first))?.output())
    }

    /// Follows an activation, given as it is declared.
    fn activation(&self, layer: &Layer<'_>, activation: &str, sums: &'a str) -> Result<&'a str, OnnxReason> {
        let (word, argument) = match activation.split_once('(') {
            Some((word, argument)) => (word, argument.trim_end_matches(')').parse().ok()),
            None => (activation, None),
        };
        if word == "identity" {
            return Ok(sums);
        }
        let followed = patterns(word).find_map(|pattern| self.follow(pattern, argument, sums));
        followed.ok_or_else(|| self.other(layer, &format!("the operators of `{activation}`"), sums))
    }

    /// Follows the operators of a pattern that begins with these sums.
    fn follow(&self, pattern: &[Operator], argument: Option<f32>, sums: &'a str) -> Option<&'a str> {
        let mut steps: Vec<&str> = Vec::new();
        for operator in pattern {
            let value = operator.operands.iter().find_map(|operand| named(*operand, sums, &steps))?;
            let is_next = |node: &Node<'_>| self.is(*node, operator, argument, sums, &steps);
            steps.push(self.graph.readers(value).find(is_next)?.output());
        }
        steps.pop()
    }

    /// Returns whether a node is this operator, with these operands and attributes.
    fn is(&self, node: Node<'_>, operator: &Operator, argument: Option<f32>, sums: &str, steps: &[&str]) -> bool {
        let inputs: Vec<&str> = node.inputs().take(operator.operands.len() + 1).collect();
        let fits = |(operand, name): (&Operand, &&str)| match *operand {
            Operand::Constant(number) => self.graph.scalar(name).is_some_and(|found| is_close(found, number)),
            operand => named(operand, sums, steps) == Some(*name),
        };
        let is_same = |turned: bool| {
            let pairs = operator.operands.iter().zip(&inputs);
            if turned { operator.operands.iter().rev().zip(&inputs).all(fits) } else { pairs.into_iter().all(fits) }
        };
        let may_turn = matches!(operator.kind, "Add" | "Mul");
        let has_attributes = operator.attributes.iter().all(|attribute| {
            let expected = attribute.value.or(argument);
            expected.is_some_and(|expected| is_close(node.float(attribute.name, attribute.default), expected))
        });
        let is_kind = node.kind() == operator.kind && inputs.len() == operator.operands.len();
        let is_row = operator.kind != "Softmax" || is_of_units(node, -1);
        // the other one is computed with `tanh`
        let is_exact = operator.kind != "Gelu" || matches!(node.word("approximate"), "" | "none");
        is_kind && is_row && is_exact && has_attributes && (is_same(false) || may_turn && is_same(true))
    }

    /// Follows the additions at the end of residual blocks.
    fn end_blocks(&mut self, layer: &Layer<'_>) -> Result<(), OnnxReason> {
        for _ in 0..layer.ends {
            let taken = self.blocks.pop().unwrap_or_default();
            let is_sum = |node: &Node<'_>| node.kind() == "Add" && node.inputs().any(|name| name == taken);
            let sum = self.graph.readers(self.value).find(is_sum);
            let sum = sum.ok_or_else(|| self.other(layer, "`Add`, the end of a residual block", self.value))?;
            self.value = sum.output();
        }
        Ok(())
    }

    /// Returns the error for other operators than a layer's.
    fn other(&self, layer: &Layer<'_>, expected: &str, value: &str) -> OnnxReason {
        let (layer, expected, found) = (layer.name.to_string(), expected.to_string(), self.graph.kinds(value));
        OnnxReason::Operator { layer, expected, found }
    }
}

/// Returns whether an operator works along the units, which are the last axis and axis 1 of one row for each sample.
fn is_of_units(node: Node<'_>, default: i64) -> bool {
    matches!(node.integer("axis", default), -1 | 1)
}

/// Returns the name of an operand that is no constant.
fn named<'a>(operand: Operand, sums: &'a str, steps: &[&'a str]) -> Option<&'a str> {
    match operand {
        Operand::Sums => Some(sums),
        Operand::Step(step) => steps.get(step).copied(),
        Operand::Constant(_) => None,
    }
}

/// Returns whether two constants are the same up to the rounding of decimals.
fn is_close(found: f32, expected: f32) -> bool {
    (found - expected).abs() <= 1e-6 * expected.abs()
}

/// Returns the inputs and units of a matrix, if they are those of the layer.
fn shape(layer: &Layer<'_>, weights: &Tensor<'_>) -> Result<[usize; 2], OnnxReason> {
    let expected = [layer.inputs, layer.units];
    let fits =
        |found: &[usize; 2]| expected.iter().zip(found).all(|(width, found)| width.is_none_or(|it| it == *found));
    weights.matrix().filter(fits).ok_or_else(|| {
        let [inputs, units] = expected.map(|width| width.map_or_else(|| "_".to_string(), |width| width.to_string()));
        let found =
            weights.matrix().map_or_else(|| weights.sizes().to_vec(), |[inputs, units]| [units, inputs].to_vec());
        other_shape(layer, format!("weights [{units}, {inputs}]"), found)
    })
}

fn check_biases(layer: &Layer<'_>, biases: &Tensor<'_>, units: usize) -> Result<(), OnnxReason> {
    match *biases.sizes() {
        [found] | [1, found] if found == units => biases.check(),
        ref found => Err(other_shape(layer, format!("biases [{units}]"), found.to_vec())),
    }
}

fn other_shape(layer: &Layer<'_>, network: String, model: Vec<usize>) -> OnnxReason {
    OnnxReason::Shape { layer: layer.name.to_string(), network, model }
}
