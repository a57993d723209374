//~ E0277
//~ is not an optimizer
use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1 sigmoid }

fn main() {
    let mut net = Net::seeded(1);
    let _ = Trainer::new(Bce, 0.01).fit(&mut net, &[[1.0, 2.0]], &[[1.0]]);
}
