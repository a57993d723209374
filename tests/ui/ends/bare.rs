//~ need a network with a name
use mlp::prelude::*;

fn main() {
    let _ = mlp!({ length: 30..60 } => 1);
}
