//! Weights of a file in the program, and budgets.

use mlp::Weights;
use mlp::prelude::*;

const HIDDEN: usize = 32;

mlp! {
    /// Read by the compiler.
    #[derive(PartialEq)]
    struct Digits: 64 => 32 relu => 10 softmax, weights = "data/digits_seed0.safetensors", budget(bytes <= 10 KiB);
    /// With a width that only rustc knows.
    #[derive(PartialEq)]
    struct Constant: 64 => HIDDEN relu => { HIDDEN - 22 } softmax,
        weights = "data/digits_seed0.safetensors", budget(bytes <= 9640, params <= 2410, macs <= 2368);
    /// Beside this file; without biases, and with modules that have no parameters.
    #[derive(PartialEq)]
    struct Halves: 2 => 3 tanh no_bias dropout(0.5) => 2 softmax, weights = "weights_f16.safetensors";
    /// A block is a sequence of its own.
    #[derive(PartialEq)]
    struct Residual: 2 => 3 relu => residual(4 tanh => 3) => 1, weights = "weights_residual.safetensors";
    /// Layers by name, whatever else is in the file.
    #[derive(PartialEq)]
    struct Policy: 4 => 3 tanh => 3 tanh => 2, weights = "weights_policy.safetensors"
        at ["mlp_extractor.policy_net.0", "mlp_extractor.policy_net.2", "action_net"];
    /// The same, behind a prefix.
    #[derive(PartialEq)]
    struct Hidden: 4 => 3 tanh => 3, weights = "weights_policy.safetensors" at "mlp_extractor.policy_net";
    /// The same as a model.
    struct Model: 4 => 3 tanh => 3 tanh => 2, weights = "weights_policy.onnx";
    /// With a width that only rustc knows.
    struct OpenModel: 4 => { HIDDEN - 29 } tanh => 3 tanh => 2, weights = "weights_policy.onnx";
    /// One of the layers.
    struct Value: 3 => 1, weights = "weights_policy.safetensors" at ["value_net"], seed = 3;
    /// As `save` wrote it, with a checksum.
    #[derive(PartialEq)]
    struct Saved: 2 => 3 relu => 1, weights = "weights_saved.safetensors", seed = 3;
    /// Labels are names.
    #[derive(PartialEq)]
    struct Labels: 2 => fc0: 3 relu => fc2: 1, weights = "../ui/weights/named.safetensors"
}

/// In read-only memory, without a line that runs.
static DIGITS: &Digits = Digits::TRAINED;

fn file() -> Digits {
    Digits::load(concat!(env!("CARGO_MANIFEST_DIR"), "/data/digits_seed0.safetensors")).expect("PyTorch's file")
}

#[test]
fn the_constant_is_what_load_reads() {
    assert_eq!(*Digits::TRAINED, file());
    assert!(std::ptr::eq(DIGITS, Digits::TRAINED), "there is one copy of it");
    assert_eq!(Constant::TRAINED.params(), file().params());
}

/// The compiler checks it, and `load` does; what both say of a damaged file is in their own tests.
#[test]
fn what_save_writes_has_a_checksum() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/weights_saved.safetensors");
    assert_eq!(*Saved::TRAINED, Saved::load(path).expect("a whole file"));
    assert_eq!(*Saved::TRAINED, Saved::seeded(3));
    let bytes = std::fs::read(path).expect("the file");
    let written = Saved::seeded(3).to_safetensors();
    let at = |bytes: &[u8]| bytes.windows(11).position(|window| window == b"; checksum ").expect("a checksum");
    assert_eq!(bytes[at(&bytes)..][..27], written[at(&written)..][..27], "the same checksum");
}

#[test]
fn an_anonymous_network_begins_with_the_weights() {
    let net = mlp!(64 => 32 relu => 10 softmax, weights = "data/digits_seed0.safetensors");
    assert_eq!(net.params(), file().params());
}

#[test]
fn numbers_of_other_types_are_converted() {
    let expected = Halves {
        l1: mlp::DenseNoBias { weights: [[0.5, -2.0, 65504.0], [1.5, 5.960_464_5e-8, -0.0]] },
        l2: mlp::Dense { weights: [[1.0, -1.0], [0.25, 3.0], [-0.125, 8.0]], biases: [1e-3, 7.0] },
    };
    assert_eq!(*Halves::TRAINED, expected);
    let bytes = include_bytes!("weights_f16.safetensors");
    assert_eq!(Halves::from_safetensors(bytes).expect("the same file"), expected);
}

#[test]
fn names_of_other_programs() {
    let bytes = include_bytes!("weights_policy.safetensors");
    let read = |names: Weights| {
        let mut net = Policy::zeroed();
        names.read(&mut net, bytes).map(|()| net)
    };
    let layers = ["mlp_extractor.policy_net.0", "mlp_extractor.policy_net.2", "action_net"];
    assert_eq!(read(Weights::layers(layers)).expect("the same file"), *Policy::TRAINED);
    assert_eq!(Policy::TRAINED.l3.biases, [0.0, 0.125]);
    assert_eq!(Model::TRAINED.params(), Policy::TRAINED.params());
    assert_eq!(OpenModel::TRAINED.params(), Policy::TRAINED.params());
    let mut hidden = Hidden::zeroed();
    Weights::at("mlp_extractor.policy_net").read(&mut hidden, bytes).expect("the same file");
    assert_eq!(hidden, *Hidden::TRAINED);
    assert_eq!((&hidden.l1, &hidden.l2), (&Policy::TRAINED.l1, &Policy::TRAINED.l2));
    assert_eq!(Value::TRAINED.l1.biases, [62.0 / 8.0]);
    let labels = Labels::from_safetensors(include_bytes!("../../ui/weights/named.safetensors"));
    assert_eq!(labels.expect("the same file"), *Labels::TRAINED);
}

#[test]
fn blocks_have_names_of_their_own() {
    let expected = Residual::from_safetensors(include_bytes!("weights_residual.safetensors")).expect("the same file");
    assert_eq!(*Residual::TRAINED, expected);
    assert_eq!(expected.params()[9 + 4], 10.0 / 8.0, "the second input of the first unit of the block");
}
