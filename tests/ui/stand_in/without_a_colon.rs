use mlp::prelude::*;

mlp! { struct Net 3 => 2 relu => 1 }

fn main() {
    let net = Net::seeded(0);
    net.forward(&[0.0; 3]);
    println!("{:?}", net.l1);
}
