use mlp::prelude::*;

mlp! { struct Net: 2 => 3 mlp:: => 1 }

fn main() {}
