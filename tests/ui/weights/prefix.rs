//~ `at "module."` behind the path fits
use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "prefixed.safetensors" }

fn main() {}
