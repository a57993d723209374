//~ a named network begins with `struct`
//~errors 2
use mlp::prelude::*;

fn main() {
    let net = mlp!(Net: 2 => 3 sigmoid => 1);
    let _ = net.forward(&[0.0, 1.0]);
}
