use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "fitting.safetensors", unroll = full, arithmetic = i8 }

fn main() {}
