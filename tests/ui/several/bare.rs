use mlp::prelude::*;

fn main() {
    let net = mlp!(2 => 3 sigmod => 1 sigmoid);
    let [y] = net.forward(&[1.0, 2.0]);
    println!("{y}");
}
