use mlp::prelude::*;

mlp! { struct Net: 2 => 3relu }

fn main() {}
