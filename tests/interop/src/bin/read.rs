//! Reads the network that numpy trained, and compares the answers.

use mlp::Network;
use mlp_interop::Numpy;
use safetensors::SafeTensors;
use std::path::PathBuf;

fn numbers(file: &SafeTensors<'_>, name: &str) -> Vec<f32> {
    let tensor = file.tensor(name).expect("the tensor");
    tensor.data().as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
}

fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).expect("a folder"));
    let net = Numpy::load(folder.join("numpy.safetensors")).expect("numpy's network");
    let bytes = std::fs::read(folder.join("numpy.samples.safetensors")).expect("numpy's samples");
    let file = SafeTensors::deserialize(&bytes).expect("numpy's samples");
    let (x, y) = (numbers(&file, "x"), numbers(&file, "y"));
    let worst = x.as_chunks().0.iter().zip(&y).map(|(x, y)| (net.forward(x)[0] - y).abs()).fold(0.0, f32::max);
    assert!(y.len() >= 100 && worst < 1e-6, "{} samples, {worst}", y.len());
    println!("numpy's network: {} answers, at most {worst:.1e} apart", y.len());
}
