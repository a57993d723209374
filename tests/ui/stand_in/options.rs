//~errors 5
use mlp::prelude::*;

const FILE: &str = "fitting.safetensors";

mlp! {
    struct A: 2 => 3 relu => 1, weights = FILE;
    struct B: 2 => 3 relu => 1, weights;
    struct C: 2 => 3 relu => 1, weigths = "fitting.safetensors";
    struct D: 2 => 3 relu => 1, export = "c";
    struct E: 2 => 3 relu => 1, arithmetic = i8
}

fn main() {
    println!("{:?} {:?} {:?} {:?}", A::TRAINED, B::TRAINED, C::TRAINED, D::TRAINED);
    println!("{} {:?} {:?}", D::c_header(), E::TRAINED.forward_i8(&[0, 0]), E::INPUT);
}
