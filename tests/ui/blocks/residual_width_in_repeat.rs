use mlp::prelude::*;

mlp! { struct Net: 8 => 64 relu => repeat(4, residual(64 relu => 32)) => 1 }

fn main() {}
