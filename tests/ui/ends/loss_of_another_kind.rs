//~ E0277
use mlp::prelude::*;

mlp! { struct Net: 2 => { species: softmax(Adelie, Gentoo) } }

fn main() {
    let _ = Heads::new(NetLosses { species: HeadLoss::new(Mae) });
}
