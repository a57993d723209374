//~ E0277
//~ `Second` cannot stand beside `First`: together they have too many outputs
use mlp::prelude::*;

mlp! {
    struct First: 2 => 500;
    struct Second: 2 => 41
}

fn main() {
    let net = Concat::new(First::seeded(1), Second::seeded(2));
}
