//~ E0308
//~ expected `f32`, found integer
use mlp::prelude::*;

mlp! { struct Xor: 2 => 3 sigmoid => 1 sigmoid }

fn main() {
    let net = Xor::seeded(1);
    net.forward(&[1, 2]);
}
