use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu no_bias => out: 1, weights = "fitting.safetensors" }

fn main() {}
