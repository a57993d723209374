use mlp::prelude::*;

mlp! { struct Net: 2 => forward: 3 relu => 1 }

fn main() {}
