use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "../weights/fitting.safetensors", storage = half }

fn main() {}
