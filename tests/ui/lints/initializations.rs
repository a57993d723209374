//~ use of deprecated constant
//~errors 1
#![deny(warnings)]
use mlp::prelude::*;

mlp! {
    struct Alike: 2 => 3 tanh init(zeros) => 1;
    struct Meant: 2 => 3 relu init(xavier, pytorch) => 3 tanh init(zeros, uniform(0.1)) allow(init) => 1 init(zeros)
}

fn main() {
    let _ = Alike::seeded(1).forward(&[1.0, 2.0]);
    let _ = Meant::seeded(1).forward(&[1.0, 2.0]);
}
