//~ E0277
//~ end the network in `sigmoid`
use mlp::prelude::*;

mlp! {
    struct First: 2 => 3 sigmoid;
    struct Second: 3 => 1 relu
}

fn main() {
    let mut net = Chain::new(First::seeded(1), Second::seeded(2));
    let _ = Trainer::new(Bce, Adam::new(0.01)).fit(&mut net, &[[1.0, 2.0]], &[[1.0]]);
}
