use mlp::prelude::*;

mlp! { struct Net: 2 => 99999999999999999999999 }

fn main() {}
