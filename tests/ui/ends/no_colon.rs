use mlp::prelude::*;

mlp! { struct Net: { area raw } => 1 }

fn main() {}
