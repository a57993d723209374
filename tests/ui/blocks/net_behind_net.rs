//~ E0080
//~ `net(Decoder)` takes 4 numbers, but 3 come before it
use mlp::prelude::*;

mlp! {
    struct Encoder: 12 => 8 relu => 3 tanh;
    struct Decoder: 4 => 8 relu => 12;
    struct Auto: 12 => net(Encoder) => net(Decoder)
}

fn main() {
    let _ = Auto::seeded(1).forward(&[0.0; 12]);
}
