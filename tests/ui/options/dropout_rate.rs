use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu dropout(1.5) => 1 }

fn main() {}
