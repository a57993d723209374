use mlp::prelude::*;

mlp! { struct Net: 2 => 2 * 3 relu }

fn main() {}
