use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "four_units.safetensors" }

static NET: &Net = Net::TRAINED;

fn main() {
    let [_] = NET.forward(&[0.0, 1.0]);
    let _: Net = Net::TRAINED.clone();
}
