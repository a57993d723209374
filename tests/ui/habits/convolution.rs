use mlp::prelude::*;

mlp! { struct Net: 2 => Conv2d(1, 32, 3) => 1 }

fn main() {}
