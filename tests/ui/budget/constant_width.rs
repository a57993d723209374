//~ this network takes more than the budget of 1000 bytes; layer `wide` takes most of them

use mlp::prelude::*;

const HIDDEN: usize = 64;

mlp! { struct Net: 4 => wide: HIDDEN tanh => 2, budget(bytes <= 1 kB) }

fn main() {}
