//~ E0080
//~ `net(Encoder)` takes 12 numbers, but 10 come before it
use mlp::prelude::*;

mlp! {
    struct Encoder: 12 => 8 relu => 3 tanh;
    struct Whole: 20 => 10 relu => net(Encoder) => 1
}

fn main() {
    let _ = Whole::seeded(1).forward(&[0.0; 20]);
}
