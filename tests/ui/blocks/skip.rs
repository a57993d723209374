use mlp::prelude::*;

mlp! { struct Net: 8 => skip(16 relu => 8) => 1 }

fn main() {}
