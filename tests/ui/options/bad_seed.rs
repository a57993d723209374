use mlp::prelude::*;

mlp! { struct Net: 2 => 1 sigmoid, seed = -1 }

fn main() {}
