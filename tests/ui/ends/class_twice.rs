//~ the class `Adelie` is there twice
use mlp::prelude::*;

mlp! { struct Net: 2 => { species: softmax(Adelie, Gentoo, Adelie) } }

fn main() {}
