use mlp::prelude::*;

mlp! { struct Net: 2 => 3 leaky_relu(abc) }

fn main() {}
