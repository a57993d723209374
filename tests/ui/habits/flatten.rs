use mlp::prelude::*;

mlp! { struct Net: 2 => Flatten() => 3 relu => 1 }

fn main() {}
