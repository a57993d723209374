use mlp::prelude::*;

mlp! { struct Net: 8 => residual(64 relu) => 1 }

fn main() {}
