use mlp::prelude::*;

mlp! { struct Net: 2 => repeat(2, 3 relu, seed = 3) => 1 }

fn main() {}
