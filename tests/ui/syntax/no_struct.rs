use mlp::prelude::*;

mlp! { net: 2 => 3 sigmoid => 1 sigmoid }

fn main() {}
