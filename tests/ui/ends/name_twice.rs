//~ the name `mass` is there twice
use mlp::prelude::*;

mlp! { struct Net: { mass: 0..1 } => { mass: 0..1 } }

fn main() {}
