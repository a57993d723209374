use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, storage = f16 }

fn main() {}
