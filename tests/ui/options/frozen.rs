use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu frozen => 1 }

fn main() {}
