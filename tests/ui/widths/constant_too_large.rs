use mlp::prelude::*;

const UNITS: usize = 100_000;

mlp! { struct Net: UNITS => UNITS relu => 1 }

fn main() {}
