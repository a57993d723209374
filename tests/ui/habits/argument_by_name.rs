use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu init(normal(mean = 0, std = 0.1)) => 1 }

fn main() {}
