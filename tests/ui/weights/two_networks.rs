//~ `at "actor."` behind the path fits by its shapes, but so do others
use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "policy.safetensors" }

fn main() {}
