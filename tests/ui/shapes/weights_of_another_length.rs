//~ E0308
//~ expected an array with a size of 2, found one with a size of 4
use mlp::prelude::*;

mlp! { struct Xor: 2 => 3 sigmoid => 1 sigmoid }

fn main() {
    let mut net = Xor::zeroed();
    net.l1.weights = [[1.0; 3]; 4];
}
