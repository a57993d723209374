use mlp::prelude::*;

mlp! { struct Net: 2 => 3 sig => 1 }

fn main() {}
