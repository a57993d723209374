//~ write `one_of(A, B)`
use mlp::prelude::*;

mlp! { struct Net: { island: softmax(A, B) } => 1 }

fn main() {}
