use mlp::prelude::*;

mlp! { struct Net: 2 => 3 freeze relu => 1 }

fn main() {}
