use mlp::prelude::*;

mlp! { #[derive(Clone, PartialEq)] struct Net: 2 => 3 }

fn main() {}
