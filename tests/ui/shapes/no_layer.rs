//~ E0609
//~ no field `l3` on type `Xor`
use mlp::prelude::*;

mlp! { struct Xor: 2 => 3 sigmoid => 1 sigmoid }

fn main() {
    let net = Xor::seeded(1);
    println!("{:?}", net.l3.biases);
}
