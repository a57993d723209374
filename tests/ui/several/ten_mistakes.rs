//~errors 10
use mlp::prelude::*;

mlp! {
    pub struct First: 2 relu => 0 => forward: 3 sigmod dropout(3) -> 1 softmax;
    struct Second: 2.5 => 3 tanh relu => 1, sead = 7
}

fn main() {
    let first = First::seeded(1);
    let [_] = first.forward(&[1.0, 2.0]);
    let second = Second::seeded(1);
    let [_] = second.forward(&[1.0, 2.0]);
}
