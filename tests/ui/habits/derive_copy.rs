use mlp::prelude::*;

mlp! { #[derive(Copy)] struct Net: 2 => 1 }

fn main() {}
