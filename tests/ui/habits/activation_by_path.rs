use mlp::prelude::*;

mlp! { struct Net: 2 => mlp::activation::Relu }

fn main() {}
