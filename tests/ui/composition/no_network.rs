//~ E0277
//~ is not a network
use mlp::prelude::*;

mlp! {
    struct Encoder: 12 => 8 relu => 3;
    struct Decoder: 4 => 8 relu => 12;
    struct Critic: 11 => 5 tanh => 1
}

fn main() {
    let auto = Chain::new(Encoder::seeded(1), |x: f32| x);
}
