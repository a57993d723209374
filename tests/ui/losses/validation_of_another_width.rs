//~ E0277
//~ but this network takes `[f32; 2]` and learns `[f32; 1]`
use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1 }

fn main() {
    let mut net = Net::seeded(1);
    let trainer = Trainer::new(Mse, Adam::new(0.01)).validate(&[[1.0, 2.0, 3.0]], &[[1.0]]);
    let _ = trainer.fit(&mut net, &[[1.0, 2.0]], &[[1.0]]);
}
