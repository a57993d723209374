use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "biases_of_floats.safetensors", arithmetic = i8 }

fn main() {}
