use mlp::prelude::*;

mlp! { struct Net: 2 => 1 sigmoid, unroll = ful }

fn main() {}
