use mlp::prelude::*;

mlp! { struct Net: 2 freeze => 3 relu => 1 }

fn main() {}
