use mlp::prelude::*;

const LAYERS: usize = 4;

mlp! { struct Net: 2 => [64 relu; LAYERS] => 1 }

fn main() {}
