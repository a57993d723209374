//! first
use mlp::prelude::*;
mlp! { 
 /// X
 pub struct Xor: 2 => 3 sigmoid => 1 sigmoid;
 struct Policy: 4 => 64 tanh => 64 gelu => 2;
}
const UNITS: usize = 6;
mlp! { struct FromConstants: 2 => UNITS relu => { 2 * UNITS } tanh => 1 }
#[test]
fn xor() {
    let net = Xor::seeded(1);
    println!("{net:?} {:?}", net.forward(&[0.0, 1.0]));
    let net = Policy::seeded(1);
    println!("{net:?} {:?}", net.forward(&[0.0, 1.0, 2.0, 3.0]));
    let net = FromConstants::seeded(1);
    println!("{net:?} {:?}", net.forward(&[0.0, 1.0]));
}
