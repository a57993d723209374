use mlp::prelude::*;

mlp! { struct Net: 2 => 1 sigmoid, loss = bce }

fn main() {}
