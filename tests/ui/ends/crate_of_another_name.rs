//~ missing
use mlp::prelude::*;

mlp! {
    struct H: { area: 20..220, state: one_of(New, Old) } => 8 tanh => { price: 0..900, k: softmax(A, B) },
        crate = ::missing
}

fn main() {}
