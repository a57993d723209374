use mlp::prelude::*;

mlp! { struct Net: 2 -> => 3 }

fn main() {}
