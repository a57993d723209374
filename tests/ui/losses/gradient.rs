//~ E0277
//~ end the network in `sigmoid`
use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1 tanh }

fn main() {
    let (net, mut gradient) = (Net::seeded(1), Net::zeroed());
    net.gradient(Bce, &[[1.0, 2.0]], &[[1.0]], &mut gradient);
}
