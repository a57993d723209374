use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => nn.Dropout(p = 0.2) => 1 }

fn main() {}
