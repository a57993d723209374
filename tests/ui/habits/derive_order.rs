use mlp::prelude::*;

mlp! { #[derive(PartialEq, PartialOrd)] struct Net: 2 => 3 relu => 1 }

fn main() {}
