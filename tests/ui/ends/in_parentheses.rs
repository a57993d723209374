use mlp::prelude::*;

mlp! { struct Net: (area: 20..220, new: bool) => 1 }

fn main() {}
