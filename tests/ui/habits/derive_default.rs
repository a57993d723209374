use mlp::prelude::*;

mlp! { #[derive(Default)] struct Net: 2 => 1 }

fn main() {}
