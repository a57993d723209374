//~ E0401
use mlp::prelude::*;

fn hidden_units<const UNITS: usize>() -> usize {
    mlp! { struct Net: 2 => UNITS relu => 1 }
    Net::PARAMS
}

fn main() {
    println!("{}", hidden_units::<8>());
}
