//~ did you mean `one_of(A, B)`?
use mlp::prelude::*;

mlp! { struct Net: { island: category(A, B) } => 1 }

fn main() {}
