//~ evaluation of `Net::WIDTH_OF_LAYER_1::{constant#0}` failed here
use mlp::prelude::*;

const UNITS: usize = 2;

mlp! { struct Net: 2 => { UNITS - 4 } relu => 1 sigmoid }

fn main() {
    let mut net = Net::seeded(1);
    Trainer::new(Bce, Adam::new(0.01)).fit(&mut net, &[[0.0, 1.0]], &[[1.0]]).unwrap();
    let [_] = net.forward(&[0.0, 1.0]);
}
