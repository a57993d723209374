use mlp::prelude::*;

mlp! { struct Net: 8 => residual(16 relu => 8 softmax) }

fn main() {}
