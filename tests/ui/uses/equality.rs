use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1 }

fn main() {
    let same = Net::seeded(0) == Net::seeded(1);
}
