use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1, weights = "four_units.safetensors", arithmetic = i8 }

static NET: &Net = Net::TRAINED;

fn main() {
    let [_] = NET.forward(&[0.0, 1.0]);
    let [_] = NET.forward_i8(&[0, 1]);
    let _: f32 = Net::INPUT.scale + Net::OUTPUT.scale;
}
