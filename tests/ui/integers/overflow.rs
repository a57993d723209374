use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "large_bias.safetensors", arithmetic = i8 }

fn main() {}
