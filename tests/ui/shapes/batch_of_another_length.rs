//~ E0308
//~ expected `&mut [[f32; 1]]`
use mlp::prelude::*;

mlp! { struct Xor: 2 => 3 sigmoid => 1 sigmoid }

fn main() {
    let net = Xor::seeded(1);
    let mut outputs = [[0.0; 2]; 4];
    net.forward_batch(&[[0.0; 2]; 4], &mut outputs);
}
