//~ E0271
use mlp::prelude::*;

mlp! {
    struct Encoder: 12 => 8 relu => 3;
    struct Decoder: 4 => 8 relu => 12;
    struct Critic: 11 => 5 tanh => 1
}

type Auto = Chain<Encoder, Decoder>;

fn main() {
    println!("{}", <Auto as Network>::PARAMS);
}
