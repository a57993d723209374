use mlp::prelude::*;

mlp! { struct Net: { pixels: raw[64] } => 1 }

fn main() {}
