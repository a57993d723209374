#![forbid(missing_docs)]
//! A crate that documents everything.

mlp::mlp! {
    /// A network.
    pub struct Net: 2 => 3 sigmod => 1
}

fn main() {}
