use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 2 softmax }

fn main() {
    let net = Net::boxed(1);
    accuracy(&net, &[[0.0, 1.0]], &[1]);
}
