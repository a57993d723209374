use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "too_large.safetensors", storage = f16 }

fn main() {}
