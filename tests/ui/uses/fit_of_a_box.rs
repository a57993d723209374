use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1 }

fn main() {
    let mut net = Box::new(Net::seeded(0));
    Trainer::new(Mse, Adam::new(0.01)).fit(&mut net, &[[0.0; 2]], &[[0.0]]).unwrap();
}
