//~ use of deprecated constant
#![deny(warnings)]
use mlp::prelude::*;

fn main() {
    let net = mlp!(2 => 8 => 8 => 1);
    println!("{:?}", net.forward(&[1.0, 2.0]));
}
