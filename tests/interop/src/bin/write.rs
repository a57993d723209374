//! Writes every network to a folder: `NAME.safetensors`, `NAME.onnx`, and `NAME.samples.safetensors` with `x` and `y`.

use mlp::data::{Columns, InputColumn};
use mlp::random::SplitMix64;
use mlp::{NamedEnds, Network, Pipeline, Scaled, Scaler, Vector};
use mlp_interop::{Named, NamedInput, NamedKind, OneHead, SAMPLES, Tanh, Visit, declared, joined, with_heads};
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

/// Writes a network between its scalers, and a whole model that replaces missing inputs. Both take numbers in their
/// units.
fn models(folder: &Path) {
    let mut random = SplitMix64::new(12);
    let mut inputs = [[0.0_f32; 4]; SAMPLES];
    for input in &mut inputs {
        *input = [100.0, 1e-3, 5e4, -7.0].map(|unit| unit * (1.0 + random.unit()));
    }
    let scaler = Scaler::standard(&inputs).expect("finite samples");
    let outputs = Scaler { shift: [10.0, -1000.0, 0.0], scale: [2.0, 300.0, 1.0] };
    let scaled = Scaled::new(Tanh::seeded(13), scaler).with_outputs(outputs);
    let path = |name: &str, extension: &str| folder.join(format!("{name}.{extension}"));
    std::fs::write(path("Scaled", "onnx"), scaled.to_onnx().expect("a model")).expect("a file");
    samples(&path("Scaled", "samples.safetensors"), &inputs, &scaled.predict(&inputs));

    let column = |name: &str| InputColumn { name: name.to_owned(), classes: Vec::new() };
    let columns = Columns {
        inputs: ["a", "b", "c", "d"].map(column).to_vec(),
        outputs: ["x", "y", "z"].map(str::to_owned).to_vec(),
    };
    let model = Pipeline::new(Tanh::seeded(13), &inputs, columns).expect("a model").with_outputs(outputs);
    for (sample, input) in inputs.iter_mut().enumerate().step_by(2) {
        input[sample / 2 % 4] = f32::NAN;
    }
    std::fs::write(path("Pipeline", "onnx"), model.to_onnx().expect("a model")).expect("a file");
    samples(&path("Pipeline", "samples.safetensors"), &inputs, &model.predict(&inputs));
}

/// Writes networks whose inputs and outputs have names, with a tensor for each of them: `in.x`, `out.kind_of`.
fn named(folder: &Path) {
    let mut random = SplitMix64::new(14);
    let records: [NamedInput; SAMPLES] = std::array::from_fn(|_| NamedInput {
        x: 30.0 + 40.0 * random.unit(),
        kind: [NamedKind::First, NamedKind::Second, NamedKind::Third][random.below(3)],
        flag: random.below(2) == 1,
        values: [0; 4].map(|_| 6.0 * random.unit()),
    });
    let net = Named::seeded(15);
    let answers = records.map(|record| net.predict(&record));
    let one_hot = |record: &NamedInput| {
        [NamedKind::First, NamedKind::Second, NamedKind::Third].map(|kind| number(record.kind == kind))
    };
    let tensors = [
        ("in.x", columns(records.each_ref().map(|record| [record.x]))),
        ("in.kind", columns(records.each_ref().map(one_hot))),
        ("in.flag", columns(records.each_ref().map(|record| [number(record.flag)]))),
        ("in.values", columns(records.each_ref().map(|record| record.values))),
        ("out.kind_of", columns(answers.each_ref().map(|answer| answer.kind_of))),
        ("out.y", columns(answers.each_ref().map(|answer| [answer.y]))),
        ("out.chances", columns(answers.each_ref().map(|answer| answer.chances))),
        ("out.rest", columns(answers.each_ref().map(|answer| answer.rest))),
    ];
    write(folder, "Named", &net.to_named_onnx().expect("a model"), &tensors);

    let net = OneHead::seeded(16);
    let inputs: [[f32; 4]; SAMPLES] = std::array::from_fn(|_| [0; 4].map(|_| random.unit()));
    let tensors =
        [("in.input", columns(inputs)), ("out.price", columns(inputs.map(|input| [net.predict(&input).price])))];
    write(folder, "OneHead", &net.to_named_onnx().expect("a model"), &tensors);
}

fn number(bit: bool) -> f32 {
    f32::from(u8::from(bit))
}

/// The number of columns, and the values.
fn columns<const N: usize>(rows: [[f32; N]; SAMPLES]) -> (usize, Vec<f32>) {
    (N, rows.as_flattened().to_vec())
}

fn write(folder: &Path, name: &str, model: &[u8], tensors: &[(&str, (usize, Vec<f32>))]) {
    std::fs::write(folder.join(format!("{name}.onnx")), model).expect("a file");
    let bytes: Vec<Vec<u8>> =
        tensors.iter().map(|(_, (_, values))| values.iter().flat_map(|value| value.to_le_bytes()).collect()).collect();
    let views = tensors.iter().zip(&bytes).map(|((name, (width, _)), bytes)| {
        (*name, TensorView::new(Dtype::F32, vec![SAMPLES, *width], bytes).expect("as many numbers"))
    });
    let path = folder.join(format!("{name}.samples.safetensors"));
    safetensors::serialize_to_file(views, None, &path).expect("a file");
}

fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).expect("a folder"));
    std::fs::create_dir_all(&folder).expect("the folder");
    let mut write = Write { folder, weights: true };
    declared(&mut write);
    write.weights = false;
    joined(&mut write);
    with_heads(&mut write);
    models(&write.folder);
    named(&write.folder);
}
