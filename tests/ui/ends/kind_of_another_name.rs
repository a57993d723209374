use mlp::prelude::*;

mlp! { struct Net: { island: categorical(Biscoe, Dream) } => 1 }

fn main() {}
