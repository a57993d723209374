use mlp::prelude::*;

mlp! { struct Whole: 12 => net(Whole) => 1 }

fn main() {}
