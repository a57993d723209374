use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "third_layer.safetensors", arithmetic = i8 }

fn main() {}
