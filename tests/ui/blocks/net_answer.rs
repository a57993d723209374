//~ E0308
use mlp::prelude::*;

mlp! {
    struct Encoder: 12 => 8 relu => 3 tanh;
    struct Whole: 20 => 12 relu => net(Encoder)
}

fn main() {
    let _: [f32; 4] = Whole::seeded(1).forward(&[0.0; 20]);
}
