//~ write `r#type`
use mlp::prelude::*;

mlp! { struct Net: { type: bool } => 1 }

fn main() {}
