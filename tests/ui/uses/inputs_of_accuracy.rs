use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 2 softmax }

fn main() {
    accuracy(&Net::seeded(1), &[[0.0, 1.0, 2.0]], &[1]);
}
