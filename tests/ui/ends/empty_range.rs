//~ the range `30..30` is empty
use mlp::prelude::*;

mlp! { struct Net: { length: 30..30 } => 1 }

fn main() {}
