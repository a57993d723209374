use mlp::prelude::*;

mlp! { struct Net<T>: 2 => 3 }

fn main() {}
