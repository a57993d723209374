use mlp::prelude::*;

mlp! { struct Net: 2 => { 64 relu } => 1 }

fn main() {}
