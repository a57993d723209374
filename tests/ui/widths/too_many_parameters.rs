use mlp::prelude::*;

mlp! { struct Net: 2 => 70000 => 70000 => 1 }

fn main() {}
