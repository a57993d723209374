use mlp::prelude::*;

mlp! { struct Net: { bill-length: 30..60 } => 1 }

fn main() {}
