//~ use of deprecated constant
//~errors 4
#![deny(warnings)]
use mlp::prelude::*;

const UNITS: usize = 3;

mlp! {
    struct Saturating: 2 => 3 sigmoid init(he) => 1;
    struct Rectifier: 2 => UNITS relu init(xavier_normal) => 1;
    struct SelfNormalizing: 2 => 3 selu init(he) => 1;
    struct Alike: 2 => 3 tanh init(zeros) => 1
}

fn main() {
    let _ = Saturating::seeded(1).forward(&[1.0, 2.0]);
    let _ = Rectifier::seeded(1).forward(&[1.0, 2.0]);
    let _ = SelfNormalizing::seeded(1).forward(&[1.0, 2.0]);
    let _ = Alike::seeded(1).forward(&[1.0, 2.0]);
}
