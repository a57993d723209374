use mlp::prelude::*;

mlp! { struct Net: 2 => 0 }

fn main() {}
