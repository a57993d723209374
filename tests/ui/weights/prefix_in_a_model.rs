use mlp::prelude::*;

mlp! { struct Net: 4 => 3 tanh => 3 tanh => 2, weights = "../../files/tests/weights_policy.onnx" at "actor" }

fn main() {}
