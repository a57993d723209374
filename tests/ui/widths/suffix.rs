use mlp::prelude::*;

mlp! { struct Net: 2 => 3u32 }

fn main() {}
