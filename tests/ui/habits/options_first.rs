use mlp::prelude::*;

mlp! { struct Net: seed = 3, 2 => 3 relu => 1 }

fn main() {}
