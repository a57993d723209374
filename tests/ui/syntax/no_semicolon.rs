use mlp::prelude::*;

mlp! { struct First: 2 => 3 struct Second: 3 => 4 }

fn main() {}
