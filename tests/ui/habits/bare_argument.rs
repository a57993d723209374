use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu dropout: 0.5 => 1 }

fn main() {}
