use mlp::prelude::*;

mlp! { struct Net: Linear(2, 64) }

fn main() {}
