use mlp::prelude::*;

mlp! { struct Net: 64 => 32 relu => 10 softmax, budget(bytes <= 4 KiB) }

fn main() {}
