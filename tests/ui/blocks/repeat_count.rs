use mlp::prelude::*;

mlp! { struct Net: 8 => repeat(0, 8 relu) => 1 }

fn main() {}
