//! The ONNX operators of an activation, as data.

/// One operator.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operator {
    /// The name in ONNX, such as `Sigmoid`.
    pub(crate) kind: &'static str,
    pub(crate) operands: &'static [Operand],
    pub(crate) attributes: &'static [(&'static str, Attribute)],
}

/// An operand of an operator.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Operand {
    /// The weighted sums of the layer.
    Z,
    /// The value of an earlier operator of the activation, by its index.
    Step(usize),
    /// A constant.
    Constant(f32),
}

/// An attribute of an operator.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Attribute {
    /// A number.
    Number(f32),
    /// The argument of the activation: 0.01 for `leaky_relu(0.01)`.
    Argument,
}

/// Returns an operator without attributes.
pub(super) const fn operator(kind: &'static str, operands: &'static [Operand]) -> Operator {
    Operator { kind, operands, attributes: &[] }
}

impl Operator {
    /// Adds attributes.
    pub(super) const fn with(self, attributes: &'static [(&'static str, Attribute)]) -> Self {
        Self { attributes, ..self }
    }
}
