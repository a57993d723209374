use mlp::prelude::*;

mlp! { struct Net: 2 => 1 sigmoid, sead = 3 }

fn main() {}
