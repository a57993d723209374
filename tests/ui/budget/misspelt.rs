use mlp::prelude::*;

mlp! { struct Net: 2 => 1, budegt(bytes <= 4 KiB) }

fn main() {}
