use mlp::prelude::*;

mlp! { struct Net: relu => 1 sigmoid }

fn main() {}
