use mlp::prelude::*;

mlp! { struct Net: 2 => 3 leaky_relu(2) }

fn main() {}
