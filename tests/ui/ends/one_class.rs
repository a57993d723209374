//~ has one class, which is always the answer
use mlp::prelude::*;

mlp! { struct Net: { island: one_of(Dream) } => 1 }

fn main() {}
