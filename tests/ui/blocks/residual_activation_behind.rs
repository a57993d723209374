use mlp::prelude::*;

mlp! { struct Net: 8 => residual(16 relu => 8) relu => 1 }

fn main() {}
