use mlp::prelude::*;

mlp! { struct Net: 2 => { 2 * } => 1 }

fn main() {}
