//~ write `30..60`, and the unit in a doc comment
use mlp::prelude::*;

mlp! { struct Net: { length: 30 mm..60 mm } => 1 }

fn main() {}
