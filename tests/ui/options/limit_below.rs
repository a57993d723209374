use mlp::prelude::*;

mlp! { struct Net: 2 => 1, budget(bytes < 4 KiB) }

fn main() {}
