use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1 }

fn main() {
    let net = Net::seeded(0);
    net.predict(&[0.0; 2]);
}
