//~errors 2
use mlp::prelude::*;

mlp! { #[derive(PartialEq, Eq, Hash)] struct Net: 2 => 3 relu => 1 }

fn main() {}
