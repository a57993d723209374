//~ use of deprecated constant
#![deny(deprecated)]
use mlp::prelude::*;

mlp! { struct Net: 2 => 8 tanh => 4 => 1 sigmoid }

fn main() {
    let _ = Net::seeded(1).forward(&[1.0, 2.0]);
}
