//~ E0080
//~ `residual` adds what its layers give to what they take: these give 32, but take 64
use mlp::prelude::*;

const HIDDEN: usize = 64;
const WIDTH: usize = 32;
mlp! { struct Net: 8 => HIDDEN relu => residual(128 relu => WIDTH) => 1 }

fn main() {
    let _ = Net::seeded(1).forward(&[1.0; 8]);
}
