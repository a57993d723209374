//~ E0425
//~ help: a constant with a similar name exists
use mlp::prelude::*;

const HIDDEN: usize = 8;
mlp! { struct Net: 2 => HIDEN relu => 1 }

fn main() {
    let _ = Net::seeded(1).forward(&[1.0, 2.0]);
    assert_eq!(HIDDEN, 8);
}
