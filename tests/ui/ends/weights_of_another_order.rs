//~ input 1 is `old` here and `length` in the file
use mlp::prelude::*;

mlp! {
    struct Net: { old: bool, length: 30..60 } => { species: softmax(Adelie, Gentoo) }, weights = "weights.safetensors"
}

fn main() {}
