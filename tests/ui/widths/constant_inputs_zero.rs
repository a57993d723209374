//~ E0080
//~ the number of inputs is 0; a network needs at least one input
use mlp::prelude::*;

const INPUTS: usize = 0;
mlp! { struct Net: INPUTS => 3 relu => 1 }

fn main() {
    let mut net = Net::seeded(1);
    let _ = Trainer::new(Mse, Adam::new(0.01)).fit(&mut net, &[], &[]);
}
