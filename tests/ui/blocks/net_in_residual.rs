//~ E0080
//~ `residual` adds what its layers give to what they take: these give 3, but take 12
use mlp::prelude::*;

mlp! {
    struct Encoder: 12 => 8 relu => 3 tanh;
    struct Whole: 12 => residual(net(Encoder)) => 1
}

fn main() {
    let _ = Whole::seeded(1).forward(&[0.0; 12]);
}
