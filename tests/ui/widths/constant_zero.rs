//~ E0080
//~ the width of layer 1 is 0; every layer needs at least one unit
use mlp::prelude::*;

const INPUTS: usize = 4;
mlp! { struct Net: INPUTS => { INPUTS - 4 } relu => 1 }

fn main() {
    let _ = Net::seeded(1).forward(&[1.0; 4]);
}
