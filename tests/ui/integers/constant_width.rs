use mlp::prelude::*;

const UNITS: usize = 4;

mlp! { struct Net: 2 => UNITS relu => 1, weights = "fitting.safetensors", arithmetic = i8 }

fn main() {
    let [_] = Net::TRAINED.forward(&[0.0, 1.0]);
}
