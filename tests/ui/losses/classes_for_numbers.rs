//~ E0308
//~ expected `[f32; 1]`, found integer
use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1 }

fn main() {
    let mut net = Net::seeded(1);
    let _ = Trainer::new(Mse, Adam::new(0.01)).fit(&mut net, &[[1.0, 2.0]], &[3]);
}
