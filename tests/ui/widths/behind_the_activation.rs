use mlp::prelude::*;

mlp! { struct Net: 2 => sigmoid 3 }

fn main() {}
