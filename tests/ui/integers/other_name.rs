use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "fitting.safetensors", arithmetic = int8 }

fn main() {}
