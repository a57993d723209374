//~errors 3
//~ E0277
//~ the loss `Heads` needs outputs with names: end the network in `{ name: kind, .. }`
use mlp::prelude::*;

mlp! { struct Net: 2 => 1 }

fn main() {
    let _ = Net::seeded(1).loss(Heads::default(), &[[0.0, 1.0]], &[[1.0]]);
}
