use mlp::prelude::*;

mlp! { #[derive(Serialize)] struct Net: 2 => 1 }

fn main() {}
