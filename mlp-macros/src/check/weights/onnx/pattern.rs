//! The operators that activations are composed of: as this crate writes them, and in other usual forms.
//!
//! `mlp-core` and `mlp-macros` have the same text, since neither depends on the other; `tests/files` compares them.

use core::f32::consts::{FRAC_1_SQRT_2, SQRT_2};

/// One operator of an activation.
pub(super) struct Operator {
    pub(super) kind: &'static str,
    pub(super) operands: &'static [Operand],
    pub(super) attributes: &'static [Attribute],
}

/// An operand of an operator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Operand {
    /// The weighted sums of the layer.
    Sums,
    /// The value of an earlier operator of the activation, by its index.
    Step(usize),
    Constant(f32),
}

/// A number of an operator.
pub(super) struct Attribute {
    pub(super) name: &'static str,
    /// `None`: the argument of the activation.
    pub(super) value: Option<f32>,
    /// ONNX's value where it is left out.
    pub(super) default: f32,
}

use Operand::{Constant, Step, Sums};

const fn operator(kind: &'static str, operands: &'static [Operand]) -> Operator {
    Operator { kind, operands, attributes: &[] }
}

const fn with(kind: &'static str, attributes: &'static [Attribute]) -> Operator {
    Operator { kind, operands: &[Sums], attributes }
}

const fn attribute(name: &'static str, value: Option<f32>, default: f32) -> Attribute {
    Attribute { name, value, default }
}

const SELU_ALPHA: f32 = 1.673_263_2;
const SELU_GAMMA: f32 = 1.050_701;

/// Each activation with its operators; an activation may be written in several ways, our own first.
const PATTERNS: [(&str, &[Operator]); 18] = [
    ("sigmoid", &[operator("Sigmoid", &[Sums])]),
    ("tanh", &[operator("Tanh", &[Sums])]),
    ("relu", &[operator("Relu", &[Sums])]),
    ("leaky_relu", &[with("LeakyRelu", &[attribute("alpha", None, 0.01)])]),
    ("elu", &[with("Elu", &[attribute("alpha", Some(1.0), 1.0)])]),
    (
        "selu",
        &[with(
            "Selu",
            &[attribute("alpha", Some(SELU_ALPHA), SELU_ALPHA), attribute("gamma", Some(SELU_GAMMA), SELU_GAMMA)],
        )],
    ),
    (
        "gelu",
        &[
            operator("Mul", &[Sums, Constant(FRAC_1_SQRT_2)]),
            operator("Erf", &[Step(0)]),
            operator("Mul", &[Step(1), Constant(0.5)]),
            operator("Add", &[Step(2), Constant(0.5)]),
            operator("Mul", &[Sums, Step(3)]),
        ],
    ),
    (
        "gelu",
        &[
            operator("Div", &[Sums, Constant(SQRT_2)]),
            operator("Erf", &[Step(0)]),
            operator("Add", &[Step(1), Constant(1.0)]),
            operator("Mul", &[Sums, Step(2)]),
            operator("Mul", &[Step(3), Constant(0.5)]),
        ],
    ),
    ("gelu", &[operator("Gelu", &[Sums])]),
    ("silu", &[operator("Sigmoid", &[Sums]), operator("Mul", &[Sums, Step(0)])]),
    ("softplus", &[operator("Softplus", &[Sums])]),
    ("softsign", &[operator("Softsign", &[Sums])]),
    (
        "softsign",
        &[operator("Abs", &[Sums]), operator("Add", &[Step(0), Constant(1.0)]), operator("Div", &[Sums, Step(1)])],
    ),
    ("mish", &[operator("Softplus", &[Sums]), operator("Tanh", &[Step(0)]), operator("Mul", &[Sums, Step(1)])]),
    ("mish", &[operator("Mish", &[Sums])]),
    ("hard_tanh", &[operator("Clip", &[Sums, Constant(-1.0), Constant(1.0)])]),
    (
        "hard_sigmoid",
        &[with("HardSigmoid", &[attribute("alpha", Some(1.0 / 6.0), 0.2), attribute("beta", Some(0.5), 0.5)])],
    ),
    ("softmax", &[operator("Softmax", &[Sums])]),
];

/// Returns the ways in which an activation may be written; none for an activation of the user's own.
pub(super) fn patterns(word: &str) -> impl Iterator<Item = &'static [Operator]> {
    PATTERNS.iter().filter(move |(known, _)| *known == word).map(|(_, operators)| *operators)
}
