use mlp::prelude::*;

mlp! { struct Net: 2 = }

fn main() {}
