use mlp::prelude::*;

mlp! { struct Net: Dense(64, relu) => 1 sigmoid }

fn main() {}
