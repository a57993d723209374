use mlp::prelude::*;

mlp! { struct Net: 2x3x1 }

fn main() {}
