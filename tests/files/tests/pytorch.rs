//! Files of PyTorch are read and compute PyTorch's outputs; our files have the same tensors.

use mlp::prelude::*;
use mlp_files::Digits;
use safetensors::SafeTensors;
use std::path::PathBuf;

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data").join(name)
}

fn tensor<const N: usize>(file: &SafeTensors<'_>, name: &str) -> Vec<[f32; N]> {
    let numbers: Vec<f32> = match file.tensor(name).expect("the tensor").data().as_chunks::<4>() {
        (chunks, []) => chunks.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect(),
        _ => panic!("{name} is not made of f32"),
    };
    numbers.as_chunks::<N>().0.to_vec()
}

#[test]
fn a_network_of_pytorch_gives_its_answers() {
    let net = Digits::load(data("digits_seed0.safetensors")).expect("PyTorch's file");
    let bytes = std::fs::read(data("digits_seed0_io.safetensors")).expect("inputs and outputs");
    let file = SafeTensors::deserialize(&bytes).expect("inputs and outputs");
    let (inputs, expected) = (tensor::<64>(&file, "x"), tensor::<10>(&file, "y_f32"));
    assert_eq!((inputs.len(), expected.len()), (360, 360));
    let mut outputs = vec![[0.0; 10]; 360];
    net.forward_batch(&inputs, &mut outputs);
    for (sample, (input, (batch, expected))) in inputs.iter().zip(outputs.iter().zip(&expected)).enumerate() {
        let one = net.forward(input);
        for (class, expected) in expected.iter().enumerate() {
            let error = (one[class] - expected).abs().max((batch[class] - expected).abs());
            assert!(error < 1e-6, "class {class} of sample {sample}: {} {} {expected}", one[class], batch[class]);
        }
    }
}

#[test]
fn what_is_written_has_the_tensors_of_pytorch() {
    let original = std::fs::read(data("digits_seed0.safetensors")).expect("PyTorch's file");
    let ours = Digits::from_safetensors(&original).expect("PyTorch's file").to_safetensors();
    let (original, written) = (SafeTensors::deserialize(&original), SafeTensors::deserialize(&ours));
    let (original, written) = (original.expect("PyTorch's file"), written.expect("our file"));
    assert_eq!(original.len(), written.len());
    for (name, tensor) in original.tensors() {
        assert_eq!(written.tensor(&name).expect("the same tensors"), tensor, "{name}");
    }
}

#[test]
fn the_metadata_says_what_the_network_is() {
    let (bytes, again) = (Digits::seeded(3).to_safetensors(), Digits::seeded(3).to_safetensors());
    assert!(bytes == again, "the same network is the same file");
    let (_, metadata) = SafeTensors::read_metadata(&bytes).expect("our file");
    let metadata = metadata.metadata().as_ref().expect("metadata");
    let expected = concat!(env!("CARGO_PKG_VERSION"), " Digits(64 => 32 relu => 10 softmax, 2410 parameters)");
    let (said, checksum) = metadata["mlp"].rsplit_once("; checksum ").expect("a checksum");
    assert_eq!((said, checksum.len()), (expected, 16));
}
