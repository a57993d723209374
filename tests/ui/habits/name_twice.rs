use mlp::prelude::*;

mlp! { struct Net: 2 => hidden hidden: 3 relu => 1 }

fn main() {}
