use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu init(kaiming) => 1 }

fn main() {}
