use mlp::prelude::*;

mlp! { struct Net: 3 => 3 relu => 1, weights = "fitting.safetensors" }

fn main() {}
