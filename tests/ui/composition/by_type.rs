//~ the networks of a chain do not fit: the first gives 3 numbers, the second takes 4
//~ E0080
use mlp::prelude::*;

mlp! {
    struct Encoder: 12 => 8 relu => 3;
    struct Decoder: 4 => 8 relu => 12;
    struct Critic: 11 => 5 tanh => 1
}

type Auto = Chain<Encoder, Decoder>;

const PARAMS: usize = <Auto as Network>::PARAMS;

fn main() {
    println!("{PARAMS}");
}
