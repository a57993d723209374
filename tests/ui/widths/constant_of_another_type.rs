//~ E0308
//~ expected `usize`, found `u32`
use mlp::prelude::*;

const HIDDEN: u32 = 8;
mlp! { struct Net: 2 => HIDDEN relu => 1 }

fn main() {
    let _ = Net::seeded(1).forward(&[1.0, 2.0]);
}
