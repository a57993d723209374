use mlp::prelude::*;

mlp! { struct Net: 2 => 1, budget = 4096 }

fn main() {}
