use mlp::prelude::*;

mlp! { struct Net: 2 => first-hidden: 3 relu => 1 }

fn main() {}
