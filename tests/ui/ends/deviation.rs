//~ the standard deviation must be above 0, not `0`
use mlp::prelude::*;

mlp! { struct Net: { length: standard(201, 0) } => 1 }

fn main() {}
