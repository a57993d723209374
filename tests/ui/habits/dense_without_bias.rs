use mlp::prelude::*;

mlp! { struct Net: 2 => Dense(64, activation = "relu", use_bias = false) => 1 }

fn main() {}
