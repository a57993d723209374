//~errors 2
use mlp::prelude::*;

mlp! { struct Net: 2 => 3 mlp::activation::Relu => 4 ::mlp::activation::sigmoid => 1 }

fn main() {
    let _ = Net::seeded(0).forward(&[0.0; 2]);
}
