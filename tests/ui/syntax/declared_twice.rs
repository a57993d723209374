use mlp::prelude::*;

mlp! { struct Net: 2 => 3; struct Net: 3 => 4 }

fn main() {}
