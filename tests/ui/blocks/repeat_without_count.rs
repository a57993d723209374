use mlp::prelude::*;

mlp! { struct Net: 8 => repeat(64 relu => 32 relu) => 1 }

fn main() {}
