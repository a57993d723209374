//~ `residual` adds what its layers give to what they take: these give 32, but take 64; write `64` here
use mlp::prelude::*;

mlp! { struct Net: 8 => 64 relu => residual(128 relu => 32) => 1 }

fn main() {}
