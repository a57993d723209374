use mlp::prelude::*;

mlp! { struct Net: 2 => Linear::new(2, 64) => 1 sigmoid }

fn main() {}
