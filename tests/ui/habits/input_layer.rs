use mlp::prelude::*;

mlp! { struct Net: Input(shape = (2,)) => 3 relu => 1 }

fn main() {}
