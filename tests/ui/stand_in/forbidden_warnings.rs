// As `forbidden_unused.rs`, for all warnings.
#![forbid(warnings)]

mlp::mlp! { pub struct Net: 2 => 3 sigmod => 1 }

fn main() {}
