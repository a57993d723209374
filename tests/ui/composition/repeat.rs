//~errors 3
use mlp::prelude::*;

mlp! {
    struct NoNumber: 2 => repeat(64 relu) => 1;
    struct NoLayers: 2 => repeat(4) => 1;
    struct Misspelt: 2 => repeat(4, 64 rellu) => 1
}

fn main() {
    let net = Misspelt::seeded(1);
    println!("{:?} {:?}", net.l1_4.biases, net.forward(&[1.0, 2.0]));
}
