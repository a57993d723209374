use mlp::prelude::*;

mlp! { struct Net: 2 => 3 => nn.LeakyReLU(0.2) => 1 }

fn main() {}
