use mlp::prelude::*;

mlp! { struct Net: 2 => seed = 3 => 3 relu => 1 }

fn main() {}
