//~ expected expression, found keyword `struct`
use mlp::prelude::*;

fn main() {
    let net = mlp!(struct Net: 2 => 3 sigmoid => 1 sigmoid);
    let _ = net.forward(&[0.0, 1.0]);
}
