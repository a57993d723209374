use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "named.safetensors" at ["fc0", "fc1"] }

fn main() {}
