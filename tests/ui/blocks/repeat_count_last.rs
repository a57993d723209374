use mlp::prelude::*;

mlp! { struct Net: 2 => repeat(3 relu, 4) => 1 }

fn main() {}
