use mlp::prelude::*;

mlp! { struct Net: 2 => residual(3 relu => 2) => 1, weights = "fitting.safetensors", arithmetic = i8 }

fn main() {}
