//~ E0308
//~ expected an array with a size of 2, found one with a size of 1
use mlp::prelude::*;

fn main() {
    let net = mlp!(2 => 3 sigmoid => 1 sigmoid);
    net.forward(&[1.0]);
}
