//~ E0308
//~ expected an array with a size of 4, found one with a size of 3
use mlp::prelude::*;

mlp! {
    struct First: 2 => 3 relu;
    struct Second: 4 => 1
}

fn main() {
    let (first, second) = (First::seeded(1), Second::seeded(2));
    second.forward(&first.forward(&[1.0, 2.0]));
}
