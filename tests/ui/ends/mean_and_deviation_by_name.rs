use mlp::prelude::*;

mlp! { struct Net: { area: standard(mean = 201, std = 14) } => 1 }

fn main() {}
