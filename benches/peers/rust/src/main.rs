//! The workloads by hand in Rust.

mod product;
mod workloads;

use peer_loops::elementwise::{Polynomial, Std};
use peer_loops::product::Product;
use peer_loops::{Form, batch, fastest};
use peer_protocol::{Prepared, Task, serve};

/// Loops in their best form: a sample after the other with fixed sizes or matrices of a batch, with the functions of std
/// or with polynomials.
const LOOPS: [Form; 4] = [
    workloads::prepare::<Std>,
    workloads::prepare::<Polynomial>,
    |task| batch::prepare::<Std>(task, peer_loops::product::loops),
    |task| batch::prepare::<Polynomial>(task, peer_loops::product::loops),
];

/// The faster of the functions is known: an exponential from `std` is a call for each number.
fn products(task: &Task, product: Product) -> Prepared {
    batch::prepare::<Polynomial>(task, product)
}

fn main() {
    serve(|peer, task| match peer {
        "loops" => fastest(task, &LOOPS),
        "matrixmultiply" => products(task, product::matrixmultiply),
        "gemm" => products(task, product::gemm),
        _ => Err(format!("there is no {peer}")),
    });
}
