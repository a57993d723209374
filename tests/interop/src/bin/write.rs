//! Writes every network to a folder: `NAME.safetensors`, `NAME.onnx`, and `NAME.samples.safetensors` with `x` and `y`.

use mlp::{Network, Vector};
use mlp_interop::{Visit, declared, joined};
use safetensors::tensor::{Dtype, TensorView};
use std::path::{Path, PathBuf};

struct Write {
    folder: PathBuf,
    /// Whether a chain describes the network, so that its weights are written too.
    weights: bool,
}

impl Visit for Write {
    fn network<N: Network>(&mut self, name: &str, net: &N, inputs: &[N::Input], outputs: &[N::Output]) {
        let path = |extension: &str| self.folder.join(format!("{name}.{extension}"));
        std::fs::write(path("onnx"), net.to_onnx().expect("a model")).expect("a file");
        if self.weights {
            net.save(path("safetensors")).expect("a file");
        }
        samples(&path("samples.safetensors"), inputs, outputs);
    }
}

fn samples<X: Vector, Y: Vector>(path: &Path, inputs: &[X], outputs: &[Y]) {
    let bytes = |numbers: &[f32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let (x, y) = (bytes(X::flatten(inputs)), bytes(Y::flatten(outputs)));
    let tensor = |length: usize, width: usize, data| TensorView::new(Dtype::F32, vec![length, width], data);
    let x = tensor(inputs.len(), X::LEN, &x).expect("as many numbers as inputs");
    let y = tensor(outputs.len(), Y::LEN, &y).expect("as many numbers as outputs");
    safetensors::serialize_to_file([("x", x), ("y", y)], None, path).expect("a file");
}

fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).expect("a folder"));
    std::fs::create_dir_all(&folder).expect("the folder");
    let mut write = Write { folder, weights: true };
    declared(&mut write);
    write.weights = false;
    joined(&mut write);
}
