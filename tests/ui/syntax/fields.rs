use mlp::prelude::*;

mlp! { struct Net { inputs: 2, outputs: 3 } }

fn main() {}
