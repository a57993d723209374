use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weight_decay = 0.01 }

fn main() {}
