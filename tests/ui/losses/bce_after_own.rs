//~ E0277
//~ end the network in `sigmoid`
use mlp::prelude::*;

mod mine {
    pub struct Snake;
    impl mlp::Activation for Snake {
        fn value(x: f32) -> f32 {
            x + x.sin().powi(2)
        }
        fn derivative(x: f32) -> f32 {
            1.0 + (2.0 * x).sin()
        }
    }
}

mlp! { struct Net: 2 => 3 relu => 1 mine::Snake }

fn main() {
    let mut net = Net::seeded(1);
    let _ = Trainer::new(Bce, Adam::new(0.01)).fit(&mut net, &[[1.0, 2.0]], &[[1.0]]);
}
