//~ E0308
//~ expected `usize`
use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 4 softmax }

fn main() {
    let mut net = Net::seeded(1);
    let _ = Trainer::new(CrossEntropy, Adam::new(0.01)).fit(&mut net, &[[1.0, 2.0]], &[[0.0, 0.0, 1.0, 0.0]]);
}
