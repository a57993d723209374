use mlp::prelude::*;

mlp! { struct Net: 2 => 4 x 64 relu => 1 }

fn main() {}
