use mlp::prelude::*;

mlp! { struct Net: { width: 0..10 } => 3 relu => 1, weights = "../weights/fitting.safetensors", storage = f16 }

fn main() {}
