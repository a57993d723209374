use mlp::prelude::*;

mlp! { struct Net: 2 => { change: -1..1 tanh } }

fn main() {}
