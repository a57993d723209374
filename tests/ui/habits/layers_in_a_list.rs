use mlp::prelude::*;

mlp! { struct Net: Input(2), Dense(3, activation = "relu"), Dense(1) }

fn main() {}
