//~ E0277
//~ `Snake` is not an activation
//~ implement `mlp::Activation` for `Snake`
use mlp::prelude::*;

struct Snake;
mlp! { struct Net: 2 => 3 Snake => 1 }

fn main() {
    let _ = Net::seeded(1).forward(&[1.0, 2.0]);
}
