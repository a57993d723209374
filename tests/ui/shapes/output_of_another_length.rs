//~ E0308
//~ expected an array with a size of 2, found one with a size of 1
use mlp::prelude::*;

mlp! { struct Xor: 2 => 3 sigmoid => 1 sigmoid }

fn main() {
    let net = Xor::seeded(1);
    let _: [f32; 2] = net.forward(&[1.0, 2.0]);
}
