use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "three_layers.safetensors", arithmetic = i8 }

fn main() {}
