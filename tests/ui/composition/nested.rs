//~ E0277
//~ `Decoder` cannot follow a network that gives `[f32; 3]`: it takes `[f32; 4]`
use mlp::prelude::*;

mlp! {
    struct Encoder: 12 => 8 relu => 3;
    struct Decoder: 4 => 8 relu => 12;
    struct Critic: 11 => 5 tanh => 1
}

fn main() {
    let inner = Chain::new(Decoder::seeded(1), Encoder::seeded(2));
    let outer = Chain::new(inner, Decoder::seeded(3));
}
