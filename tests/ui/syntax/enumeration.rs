use mlp::prelude::*;

mlp! { enum Net: 2 => 3 }

fn main() {}
