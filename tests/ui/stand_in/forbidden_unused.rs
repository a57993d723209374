// No lint level of the stand-in clashes with a level that nobody may change.
#![forbid(unused)]

mlp::mlp! { pub struct Net: 2 => 3 sigmod => 1 }

fn main() {}
