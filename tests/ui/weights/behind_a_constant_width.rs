use mlp::prelude::*;

const HIDDEN: usize = 3;

mlp! { struct Net: 2 => HIDDEN relu => 2, weights = "fitting.safetensors" }

fn main() {}
