use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "no_second_layer.safetensors" }

fn main() {}
