//~ E0277
//~ end the network in `sigmoid`
use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1 }

fn main() {
    let mut net = Net::seeded(1);
    let _ = Trainer::new(Bce, Adam::new(0.01)).fit(&mut net, &[[1.0, 2.0]], &[[1.0]]);
}
