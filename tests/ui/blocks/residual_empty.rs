use mlp::prelude::*;

mlp! { struct Net: 8 => residual() => 1 }

fn main() {}
