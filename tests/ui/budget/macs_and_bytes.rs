//~errors 2

use mlp::prelude::*;

mlp! { struct Net: 4 => wide: 64 tanh => 2, budget(bytes <= 1 kB, macs <= 300) }

fn main() {}
