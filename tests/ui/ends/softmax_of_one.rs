//~ `softmax` over one output is always 1
use mlp::prelude::*;

mlp! { struct Net: 2 => { species: softmax(1) } }

fn main() {}
