//~ the name `out_of_range` is taken by a method
use mlp::prelude::*;

mlp! { struct Net: { out_of_range: bool } => 1 }

fn main() {}
