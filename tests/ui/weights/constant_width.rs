//~ the file has weights [4, 2] for `l1`, which is not what this width says

use mlp::prelude::*;

const HIDDEN: usize = 3;

mlp! { struct Net: 2 => HIDDEN relu => 1, weights = "four_units.safetensors" }

fn main() {}
