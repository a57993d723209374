//~ E0308
//~ expected an array with a size of 2, found one with a size of 3
use mlp::prelude::*;

mlp! {
    struct First: 2 => 3 sigmoid;
    struct Second: 3 => 1 relu
}

fn main() {
    let net = Chain::new(First::seeded(1), Second::seeded(2));
    net.forward(&[1.0, 2.0, 3.0]);
}
