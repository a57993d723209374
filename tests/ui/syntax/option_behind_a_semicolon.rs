use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1; seed = 3 }

fn main() {}
