//~ `Decoder` cannot follow a network that gives `[f32; 3]`: it takes `[f32; 4]`
//~ `Critic` cannot follow a network that gives `[f32; 14]`: it takes `[f32; 11]`
//~errors 2
use mlp::prelude::*;

mlp! {
    struct Encoder: 12 => 8 relu => 3;
    struct Decoder: 4 => 8 relu => 11;
    struct Critic: 11 => 5 tanh => 1
}

fn main() {
    let auto = Chain::new(Encoder::seeded(1), Decoder::seeded(2));
    let both = Concat::new(auto.clone(), Encoder::seeded(3));
    let deep = Chain::new(both, Critic::seeded(4));
    let mut whole = Concat::new(Chain::new(auto, Critic::seeded(5)), deep);
    let _ = whole.forward(&[0.0; 12]);
    let _ = Trainer::new(Mse, Adam::new(0.01)).fit(&mut whole, &[[0.0; 12]], &[[1.0; 2]]);
}
