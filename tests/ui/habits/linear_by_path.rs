use mlp::prelude::*;

mlp! { struct Net: 2 => nn::Linear(2, 64) => 1 sigmoid }

fn main() {}
