use mlp::prelude::*;

mlp! { struct Net: 2 relu => 1 }

fn main() {}
