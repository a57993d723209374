//~ a network has no method `fit`
//~ as in `Trainer::new(Mse, Adam::new(0.01)).fit(&mut net, &inputs, &targets)`
use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1 }

fn main() {
    let mut net = Net::seeded(0);
    net.fit(&[[0.0, 1.0]], &[[1.0]]);
}
