use mlp::prelude::*;

mlp! { struct Net: 784 => 32 relu => 10 softmax, unroll = full }

fn main() {}
