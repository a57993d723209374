//~ a network is too large to be copied without being asked
//~errors 2
use mlp::prelude::*;

fn main() {
    let net = mlp! { #[derive(Copy)] struct Net: 2 => 3 sigmoid => 1 };
    let _ = net.forward(&[0.0, 1.0]);
}
