//~ E0277
//~ end the network in `softmax`
use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 4 sigmoid }

fn main() {
    let mut net = Net::seeded(1);
    let _ = Trainer::new(SoftCrossEntropy, Adam::new(0.01)).fit(&mut net, &[[1.0, 2.0]], &[[0.25; 4]]);
}
