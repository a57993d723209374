//~ write `sigmoid`
use mlp::prelude::*;

mlp! { struct Net: 2 => { ill: bool } }

fn main() {}
