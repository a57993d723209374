//~ the width of layer 1 is more than 2^31, the most parameters of a network
use mlp::prelude::*;

mlp! { struct Net: 2 => { usize::MAX } relu => 1 sigmoid }

fn main() {
    let _ = Net::seeded(1).forward(&[0.0, 1.0]);
}
