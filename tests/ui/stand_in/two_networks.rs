//~errors 2
use mlp::prelude::*;

mlp! { struct A: 2 => sigmoid; struct B: 0 => 1 }

fn main() {
    A::seeded(0).forward(&[0.0; 2]);
    let [y] = B::seeded(0).forward(&[]);
}
