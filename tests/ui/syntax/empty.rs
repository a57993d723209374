use mlp::prelude::*;

fn main() {
    let net = mlp!();
}
