//~ E0277
//~ `Snake` is not an activation
use mlp::prelude::*;

struct Snake;
mlp! { struct Net: 2 => 64 relu => 64 relu => 1 Snake }

fn main() {
    let _ = Net::seeded(1).forward(&[1.0, 2.0]);
}
