use mlp::prelude::*;

mlp! { struct Net: 2 => residual(3 relu => 2) => 1, weights = "../weights/fitting.safetensors", storage = f16 }

fn main() {}
