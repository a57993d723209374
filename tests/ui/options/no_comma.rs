use mlp::prelude::*;

mlp! { struct Net: 2 => 1 sigmoid seed = 3 }

fn main() {}
