//~ E0308
//~ expected an array with a size of 1, found one with a size of 2
use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1 sigmoid }

fn main() {
    let mut net = Net::seeded(1);
    let _ = Trainer::new(Bce, Adam::new(0.01)).fit(&mut net, &[[1.0, 2.0]], &[[1.0, 0.0]]);
}
