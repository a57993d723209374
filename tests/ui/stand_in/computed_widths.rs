use mlp::prelude::*;

const N: usize = 4;

mlp! { struct Net: { N } => { N - 1 } relu => 1 sigmod }

fn main() {}
