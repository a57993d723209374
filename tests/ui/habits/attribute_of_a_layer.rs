use mlp::prelude::*;

mlp! { struct Net: 2 => #[cfg(test)] 3 relu => 1 }

fn main() {}
