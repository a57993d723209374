use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "other_biases.safetensors" }

fn main() {}
