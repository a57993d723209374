use mlp::prelude::*;

mlp! { struct Net: 2 => { mass: 2700..6300 weight(0.1) } }

fn main() {}
