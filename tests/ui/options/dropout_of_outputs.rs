use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1 dropout(0.5) }

fn main() {}
