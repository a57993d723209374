use mlp::prelude::*;

mlp! { struct Net: 2 => 3 softmax => 1 }

fn main() {}
