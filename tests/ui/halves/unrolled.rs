use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "../weights/fitting.safetensors", unroll = full, storage = f16 }

fn main() {}
