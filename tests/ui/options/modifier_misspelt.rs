use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu nobias => 1 }

fn main() {}
