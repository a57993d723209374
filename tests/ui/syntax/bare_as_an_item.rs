//~ the usage of `mlp!` is likely invalid in item context
use mlp::prelude::*;

mlp! { 2 => 3 sigmoid => 1 sigmoid }

fn main() {}
