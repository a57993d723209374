//~ E0277
//~ `Critic` cannot stand beside a network that takes `[f32; 12]`: it takes `[f32; 11]`
use mlp::prelude::*;

mlp! {
    struct Encoder: 12 => 8 relu => 3;
    struct Decoder: 4 => 8 relu => 12;
    struct Critic: 11 => 5 tanh => 1
}

fn main() {
    let both = Concat::new(Encoder::seeded(1), Critic::seeded(2));
}
