use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => BatchNorm1d(3) => 1 }

fn main() {}
