use mlp::prelude::*;

mlp! { struct Net: { island: one_of("Biscoe", "Dream") } => 1 }

fn main() {}
