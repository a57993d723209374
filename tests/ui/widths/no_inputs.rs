use mlp::prelude::*;

mlp! { struct Net: 0 => 2 }

fn main() {}
