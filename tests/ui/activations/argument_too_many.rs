use mlp::prelude::*;

mlp! { struct Net: 2 => 3 sigmoid(2) }

fn main() {}
