use mlp::prelude::*;

mlp! { struct Net: 2 => Encoder => 1 }

fn main() {}
