use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "../integers/fitting.safetensors", arithmetic = i8, storage = f16 }

fn main() {}
