//~ E0425
use mlp::prelude::*;

mlp! {
    struct Encoder: 12 => 8 relu => 3 tanh;
    struct Whole: 12 => net(Encodr) => 1
}

fn main() {
    let _ = Whole::seeded(1).forward(&[0.0; 12]);
}
