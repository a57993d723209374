use mlp::prelude::*;

mlp! { struct Net: 2 => a: 3 relu => a: 1 }

fn main() {}
