use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu tanh }

fn main() {}
