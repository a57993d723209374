use mlp::prelude::*;

mlp! { struct Net, weights = "digits.safetensors" }

fn main() {
    Net::TRAINED.forward(&[0.0; 64]);
}
