use mlp::prelude::*;

mlp! {
    struct Encoder: 12 => 8 relu => 3 tanh;
    struct Whole: net(Encoder) => 1
}

fn main() {}
