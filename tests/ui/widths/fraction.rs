use mlp::prelude::*;

mlp! { struct Net: 2 => 3.5 }

fn main() {}
