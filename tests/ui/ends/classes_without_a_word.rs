use mlp::prelude::*;

mlp! { struct Net: { island: Biscoe | Dream } => 1 }

fn main() {}
