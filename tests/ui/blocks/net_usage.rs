use mlp::prelude::*;

mlp! { struct Whole: 12 => net(8 relu => 3) => 1 }

fn main() {}
