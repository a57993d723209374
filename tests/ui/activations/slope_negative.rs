use mlp::prelude::*;

mlp! { struct Net: 2 => 3 leaky_relu(-0.1) }

fn main() {}
