use mlp::prelude::*;

mlp! { struct Net: 2 => 1 sigmoid, los = bce }

fn main() {}
