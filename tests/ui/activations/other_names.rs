//~errors 9
use mlp::prelude::*;

mlp! {
    struct Misspelt: 2 => 3 sigmod;
    struct Torch: 2 => 3 ReLU => 3 LeakyReLU => 3 Tanh;
    struct Keras: 2 => 3 swish => 3 Linear => 3 logistic;
    struct Swapped: 2 => 3 tahn => 3 gleu
}

fn main() {}
