use mlp::prelude::*;

mlp! { struct Net: 64 => relu }

fn main() {}
