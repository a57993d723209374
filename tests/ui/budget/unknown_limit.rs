use mlp::prelude::*;

mlp! { struct Net: 2 => 1, budget(flash <= 4 KiB) }

fn main() {}
