use mlp::prelude::*;

mlp! { struct Net: 4 => 3 tanh => 3 relu => 2, weights = "../../files/tests/weights_policy.onnx" }

fn main() {}
