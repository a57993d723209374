use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "no_scale.safetensors", arithmetic = i8 }

fn main() {}
