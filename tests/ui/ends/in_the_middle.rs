//~ outputs with names end a network
use mlp::prelude::*;

mlp! { struct Net: 2 => { ill: sigmoid } => 1 }

fn main() {}
