//~ E0308
//~ expected an array with a size of 13, found one with a size of 12
use mlp::prelude::*;

mlp! { struct Xor: 2 => 3 sigmoid => 1 sigmoid }

fn main() {
    let _ = Xor::from_params(&[0.0; 12]);
}
