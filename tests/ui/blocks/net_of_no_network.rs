//~ `Ordinary` is not a network
//~ `Scale` is not a network
//~errors 3
use mlp::prelude::*;

struct Ordinary;

#[derive(Clone, Debug)]
struct Scale(f32);

mlp! {
    struct Whole: 12 => 4 relu => middle: net(Ordinary) => residual(8 relu => net(Ordinary)) => 2 sigmoid;
    struct Last: 12 => net(Scale)
}

fn main() {
    let mut whole = Whole::seeded(1);
    let _ = Trainer::new(Bce, Adam::new(0.01)).fit(&mut whole, &[[0.0; 12]], &[[1.0; 2]]);
    let _ = Last::seeded(1).clone().forward(&[0.0; 12]);
}
