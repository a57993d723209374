use mlp::prelude::*;

mlp! { struct Net: 2 => 64 dropout(0.2) no_bias relu => 1 }

fn main() {}
