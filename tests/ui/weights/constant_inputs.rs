//~ the file has weights [3, 2] for `l1`, which is not what this width says

use mlp::prelude::*;

const INPUTS: usize = 3;

mlp! { struct Net: INPUTS => 3 relu => 1, weights = "fitting.safetensors" }

fn main() {}
