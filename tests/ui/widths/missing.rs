use mlp::prelude::*;

mlp! { struct Net: 2 => sigmoid => 1 }

fn main() {}
