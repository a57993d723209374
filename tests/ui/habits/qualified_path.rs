use mlp::prelude::*;

trait Sizes {
    const UNITS: usize;
}
struct Small;
impl Sizes for Small {
    const UNITS: usize = 3;
}

mlp! { struct Net: 2 => <Small as Sizes>::UNITS relu => 1 }

fn main() {}
