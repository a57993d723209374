//! The patterns of activations are those that are written.

use super::pattern::{Operand, patterns};
use crate::activation::elementwise::onnx_operators;
use crate::activation::onnx::{Attribute, Operand as Written};

#[test]
fn what_is_written_is_the_first_pattern() {
    let words =
        ["sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "softsign", "mish"];
    for word in words.into_iter().chain(["hard_tanh", "hard_sigmoid"]) {
        let (written, read) = (onnx_operators(word).expect(word), patterns(word).next().expect(word));
        assert_eq!(written.len(), read.len(), "{word}");
        for (written, read) in written.iter().zip(read) {
            assert_eq!(written.kind, read.kind, "{word}");
            let operands = written.operands.iter().map(|operand| match *operand {
                Written::Z => Operand::Sums,
                Written::Step(step) => Operand::Step(step),
                Written::Constant(number) => Operand::Constant(number),
            });
            assert!(operands.eq(read.operands.iter().copied()), "{word}");
            let attributes = written.attributes.iter().map(|(name, attribute)| match *attribute {
                Attribute::Number(number) => (*name, Some(number)),
                Attribute::Argument => (*name, None),
            });
            assert!(attributes.eq(read.attributes.iter().map(|read| (read.name, read.value))), "{word}");
        }
    }
    assert_eq!(patterns("my::Snake").count(), 0);
}
