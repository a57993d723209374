//~ E0308
//~ expected an array with a size of 3, found one with a size of 2
use mlp::prelude::*;

const SENSORS: usize = 3;
mlp! { struct Net: SENSORS => 4 relu => 1 }

fn main() {
    let _ = Net::seeded(1).forward(&[1.0, 2.0]);
}
