//! Activations.

use super::each;

#[test]
fn an_activation() {
    each(&[
        ("2 => 3 sigmod", "sigmod", "unknown activation `sigmod`; did you mean `sigmoid`?"),
        ("2 => 3 ReLU", "ReLU", "unknown activation `ReLU`; did you mean `relu`?"),
        ("2 => 3 tahn", "tahn", "unknown activation `tahn`; did you mean `tanh`?"),
        ("2 => 3 Linear", "Linear", "unknown activation `Linear`; did you mean `identity`?"),
        ("2 => 3 swish", "swish", "unknown activation `swish`; did you mean `silu`?"),
        ("2 => 3 gleu", "gleu", "unknown activation `gleu`; did you mean `gelu`?"),
        (
            "2 relu => 1",
            "relu",
            "the input has no activation; the first number is the number of inputs and `relu` belongs to a layer after `=>`",
        ),
        ("2 => 3 softmax => 1", "softmax", "`softmax` is only for the last layer; layer 1 is hidden"),
        ("2 => 1 softmax", "softmax", "`softmax` over one output is always 1; write `1 sigmoid`"),
        ("2 => 3 leaky_relu(abc)", "abc", "the slope must be a number, not `abc`"),
        ("2 => 3 leaky_relu(-0.1)", "-0.1", "expected 0 <= slope < 1, found `-0.1`"),
        ("2 => 3 leaky_relu(2)", "2", "expected 0 <= slope < 1, found `2`"),
        ("2 => 3 leaky_relu()", "()", "expected a slope in these parentheses, for example `leaky_relu(0.01)`"),
        ("2 => 3 leaky_relu(0.1f32)", "0.1f32", "write the number bare: `0.1`, not `0.1f32`"),
        (r#"2 => 3 leaky_relu("a")"#, r#""a""#, r#"the slope must be a number, not `"a"`"#),
        ("2 => 3 leaky_relu(slope = 0.1)", "slope = 0.1", "the number stands without a name for it: write `0.1`"),
        (
            "2 => 3 leaky_relu = 0.1 => 1",
            "leaky_relu",
            "`leaky_relu` takes its argument in parentheses: write `leaky_relu(0.1)`",
        ),
        ("2 => 3 sigmoid(2)", "(2)", "`sigmoid` takes no argument"),
        ("2 => 3 my::Swish(2)", "(2)", "`my::Swish` takes no argument"),
        ("2 => 3 relu tanh", "tanh", "this layer already has an activation; a layer takes one"),
        ("2 => 3 relu Swish", "Swish", "this layer already has an activation; a layer takes one"),
        (
            "2 => 3 foo => 1",
            "foo",
            "unknown activation `foo`; expected one of `identity`, `sigmoid`, `tanh`, `relu`, `leaky_relu`, `elu`, `selu`, `gelu`, `silu`, `softplus`, `softsign`, `mish`, `hard_tanh`, `hard_sigmoid`, `softmax`, or a type such as `Swish` or `my::swish`",
        ),
        ("2 => 3 sigmoid => 1 sigmoid sigmoid", "sigmoid", "this layer already has an activation; a layer takes one"),
        (
            "2 => 3 leaky_relu 0.2 => 1",
            "leaky_relu",
            "`leaky_relu` takes its argument in parentheses: write `leaky_relu(0.2)`",
        ),
        ("2 => 3 leaky_relu(0.1, 0.2) => 1", "0.1, 0.2", "the slope must be a number, not `0.1, 0.2`"),
        ("2 => 3 identity(x) => 1", "(x)", "`identity` takes no argument"),
        ("2 => 3 Relu<2>(3) => 1", "(3)", "`Relu<2>` takes no argument"),
        ("2 => 3 leaky_relu(1) => 1", "1", "expected 0 <= slope < 1, found `1`"),
        ("2 => 3 leaky_relu(0.99999999999) => 1", "0.99999999999", "expected 0 <= slope < 1, found `0.99999999999`"),
    ]);
}
