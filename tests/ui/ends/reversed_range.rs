//~ the range `60..30` is reversed; write `30..60`
use mlp::prelude::*;

mlp! { struct Net: { length: 60..30 } => 1 }

fn main() {}
