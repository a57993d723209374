use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "fitting.safetensors" at "actor", arithmetic = i8 }

fn main() {}
