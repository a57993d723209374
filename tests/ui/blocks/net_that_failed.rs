use mlp::prelude::*;

mlp! { struct Encoder: 12 => 8 rellu => 3 tanh }
mlp! { struct Whole: 12 => encoder: net(Encoder) => 1 }

fn main() {
    let net = Whole::seeded(1);
    println!("{:?} {:?}", net.forward(&[0.0; 12]), net.encoder.l1.biases);
}
