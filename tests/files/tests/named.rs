//! Weights under other names, and files with other parts: what is read, and what is proposed where names do not fit.

use mlp::prelude::*;
use mlp::{Error, Weights};
use mlp_files::{Small, tensors};

mlp! {
    /// Layers with names.
    #[derive(PartialEq)]
    struct Labelled: 2 => r#in: 3 tanh => residual(inner: 3 relu) => out: 2 softmax;
    /// A layer without biases.
    #[derive(PartialEq)]
    struct Biasless: 2 => 3 tanh no_bias => 2;
    /// Two networks in one.
    #[derive(PartialEq)]
    struct Nested: 2 => encoder: net(Small) => head: 1
}

/// The bytes of `count` values, which are `first`, `first + 1` and so on.
fn values(first: u16, count: u16) -> Vec<u8> {
    (first..first + count).flat_map(|value| f32::from(value).to_le_bytes()).collect()
}

/// A file with these tensors, each of a name and a shape. Values count on from tensor to tensor.
fn file(all: &[(&str, &[u16])]) -> Vec<u8> {
    let mut first = 0;
    let tensor = |(name, shape): &(&str, &[u16])| {
        let count = shape.iter().product();
        first += count;
        ((*name).to_owned(), format!("{shape:?}"), values(first - count, count))
    };
    tensors("F32", &all.iter().map(tensor).collect::<Vec<_>>())
}

/// The tensors of `Small`, `2 => 3 => 2`, in two modules.
fn small(first: &str, second: &str) -> Vec<(String, &'static [u16])> {
    let shapes: [&[u16]; 4] = [&[3, 2], &[3], &[2, 3], &[2]];
    let names = [(first, "weight"), (first, "bias"), (second, "weight"), (second, "bias")];
    names.map(|(module, kind)| format!("{module}.{kind}")).into_iter().zip(shapes).collect()
}

/// A file with several such networks and others' tensors, in the order of their names as PyTorch writes it.
fn sorted(networks: &[[&str; 2]], others: &[(&str, &'static [u16])]) -> Vec<u8> {
    let mut all: Vec<_> = networks.iter().flat_map(|[first, second]| small(first, second)).collect();
    all.extend(others.iter().map(|(name, shape)| ((*name).to_owned(), *shape)));
    all.sort();
    let all: Vec<_> = all.iter().map(|(name, shape)| (name.as_str(), *shape)).collect();
    file(&all)
}

/// The error of plain `load`, after which the network is what it was.
fn refused(bytes: &[u8]) -> String {
    let mut net = Small::seeded(9);
    let error = net.read_safetensors(bytes).expect_err("other names");
    assert_eq!(net, Small::seeded(9), "an error changes nothing: {error}");
    error.to_string()
}

/// Reads by the names from bytes; a file on the disk must give the same.
fn read<N: Network + PartialEq>(names: &Weights, bytes: &[u8]) -> Result<N, Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("net.safetensors");
    std::fs::write(&path, bytes).expect("a file");
    let mut net = N::seeded(9);
    let result = names.read(&mut net, bytes);
    if result.is_err() {
        assert!(net == N::seeded(9), "an error changes nothing");
    }
    assert_eq!(names.load::<N>(&path).map(drop), result);
    assert_eq!(names.load_boxed::<N>(&path).map(drop), result);
    if result.is_ok() {
        assert!(names.load::<N>(&path).expect("the same file") == net, "the file is read as its bytes are");
    }
    result.map(|()| net)
}

#[test]
fn a_prefix() {
    let bytes = sorted(&[["module.0", "module.2"]], &[]);
    let error = refused(&bytes);
    assert_eq!(
        error,
        "the file has no tensor `0.weight`, which the network needs; it has `module.0.bias` [3], \
         `module.0.weight` [3, 2], `module.2.bias` [2], `module.2.weight` [2, 3]; `Weights::at(\"module.\")` fits"
    );
    let net: Small = read(&Weights::at("module."), &bytes).expect("the network");
    assert_eq!(net.l1.biases, [0.0, 1.0, 2.0]);
    assert_eq!(net.l1.weights, [[3.0, 5.0, 7.0], [4.0, 6.0, 8.0]]);
    assert_eq!(Weights::at("module"), Weights::at("module."));
    assert!(read::<Small>(&Weights::at("mod"), &bytes).is_err());
    assert!(read::<Small>(&Weights::at(""), &bytes).is_err());
}

#[test]
fn other_parts_are_left_out() {
    let others: [(&str, &[u16]); 3] = [("cnn.0.weight", &[4, 1, 3, 3]), ("log_std", &[2]), ("z.weight", &[500, 40])];
    let bytes = sorted(&[["pi.0", "pi.2"], ["actor_net.10", "actor_net.12"]], &others);
    let net: Small = read(&Weights::at("pi"), &bytes).expect("the network");
    let by_hand: Small = read(&Weights::layers(["pi.0", "pi.2"]), &bytes).expect("the network");
    assert_eq!(net, by_hand);
    let other: Small = read(&Weights::layers(["actor_net.10", "actor_net.12"]), &bytes).expect("the network");
    assert_ne!(net, other);
    // what is behind the prefix is the network's, and nothing else
    let bytes = sorted(&[["pi.0", "pi.2"]], &[("pi.4.bias", &[1])]);
    let error = read::<Small>(&Weights::at("pi."), &bytes).expect_err("a third layer").to_string();
    assert!(error.starts_with("the file has a tensor `pi.4.bias`, which the network has no place for"), "{error}");
}

#[test]
fn two_networks_that_fit() {
    let bytes = sorted(&[["actor.0", "actor.2"], ["critic.0", "critic.2"]], &[]);
    let error = refused(&bytes);
    let expected = "`Weights::at(\"actor.\")` fits by its shapes, but so do others: compare the names with the model's";
    assert!(error.ends_with(expected), "{error}");
    assert!(error.contains("`critic.0.bias` [3], `critic.0.weight` [3, 2] and 2 more; "), "{error}");
}

#[test]
fn names_of_layers() {
    let bytes = sorted(&[["fc1", "out"]], &[("log_std", &[2])]);
    let error = refused(&bytes);
    assert!(error.ends_with("`Weights::layers([\"fc1\", \"out\"])` fits"), "{error}");
    let net: Small = read(&Weights::layers(["fc1", "out"]), &bytes).expect("the network");
    assert_eq!(net.l2.weights[2], [15.0, 18.0]);
    let error = read::<Small>(&Weights::layers(["fc1"]), &bytes).expect_err("one name").to_string();
    assert_eq!(error, "1 name for 2 layers: every layer needs one");
    let error = read::<Small>(&Weights::layers(["fc1", "fc2"]), &bytes).expect_err("no such layer").to_string();
    assert!(error.starts_with("the file has no tensor `fc2.weight`"), "{error}");
    assert!(error.ends_with("`Weights::layers([\"fc1\", \"out\"])` fits"), "{error}");
    // other modules between the layers count, too
    let error = refused(&sorted(&[["1", "4"]], &[]));
    assert!(error.ends_with("`Weights::layers([\"1\", \"4\"])` fits"), "{error}");
}

#[test]
fn labels_are_names() {
    let all: [(&str, &[u16]); 6] = [
        ("in.weight", &[3, 2]),
        ("in.bias", &[3]),
        ("inner.weight", &[3, 3]),
        ("inner.bias", &[3]),
        ("out.weight", &[2, 3]),
        ("out.bias", &[2]),
    ];
    let net = Labelled::from_safetensors(&file(&all)).expect("the names of the layers");
    assert_eq!((net.r#in.weights[1][0], net.out.biases), (1.0, [27.0, 28.0]));
    let behind = all.map(|(name, shape)| (format!("_orig_mod.{name}"), shape));
    let behind: Vec<_> = behind.iter().map(|(name, shape)| (name.as_str(), *shape)).collect();
    assert_eq!(read::<Labelled>(&Weights::at("_orig_mod"), &file(&behind)).expect("a prefix"), net);
    let error = Labelled::from_safetensors(&file(&behind)).expect_err("a prefix").to_string();
    assert!(error.ends_with("`Weights::at(\"_orig_mod.\")` fits"), "{error}");
    // names of both kinds in one file are of neither
    let mut mixed = all;
    mixed[0].0 = "0.weight";
    let error = Labelled::from_safetensors(&file(&mixed)).expect_err("two kinds of names").to_string();
    assert!(error.starts_with("the file has no tensor `in.weight`"), "{error}");
    // a layer without a label is called as its field is
    let bytes = sorted(&[["l1", "l2"]], &[]);
    Small::from_safetensors(&bytes).expect("the names of the fields");
    let nested: Vec<_> = small("encoder.l1", "encoder.l2");
    let mut nested: Vec<_> = nested.iter().map(|(name, shape)| (name.as_str(), *shape)).collect();
    nested.extend([("head.weight", &[1, 2][..]), ("head.bias", &[1])]);
    Nested::from_safetensors(&file(&nested)).expect("the names of the fields");
}

#[test]
fn names_of_tensors() {
    let all: [(&str, &[u16]); 4] = [("b1", &[3]), ("b2", &[2]), ("w1", &[3, 2]), ("w2", &[2, 3])];
    let error = refused(&file(&all));
    assert!(error.ends_with("`Weights::tensors([\"w1\", \"b1\", \"w2\", \"b2\"])` fits"), "{error}");
    let net: Small = read(&Weights::tensors(["w1", "b1", "w2", "b2"]), &file(&all)).expect("the network");
    assert_eq!((net.l1.biases, net.l2.biases), ([0.0, 1.0, 2.0], [3.0, 4.0]));
    let error = read::<Small>(&Weights::tensors(["w1", "w2"]), &file(&all)).expect_err("two names").to_string();
    assert_eq!(error, "2 names for 4 tensors: every tensor needs one");
}

#[test]
fn biases_are_not_left_out() {
    let bytes = sorted(&[["fc1", "out"]], &[]);
    let error = read::<Biasless>(&Weights::layers(["fc1", "out"]), &bytes).expect_err("biases").to_string();
    assert!(
        error.starts_with(
            "the file has a tensor `fc1.bias`, which its layer has no place for: declare the layer without `no_bias`"
        ),
        "{error}"
    );
    // so neither are these names proposed
    let error = Biasless::from_safetensors(&bytes).expect_err("other names").to_string();
    assert!(!error.contains("fits"), "{error}");
}

#[test]
fn one_name_for_two_layers_is_one_matrix() {
    mlp! { struct Square: 3 => 3 tanh => 3 }
    let bytes = file(&[("fc.weight", &[3, 3]), ("fc.bias", &[3])]);
    let mut net = Square::seeded(1);
    Weights::layers(["fc", "fc"]).read(&mut net, &bytes).expect("the network");
    assert_eq!(net.l1.weights, net.l2.weights);
    assert_eq!(net.l2.biases, [9.0, 10.0, 11.0]);
}

#[test]
fn parts_that_are_cut_off() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cut.safetensors");
    let bytes = sorted(&[["pi.0", "pi.2"]], &[("a", &[2])]);
    for length in bytes.len() - 17 * 4..bytes.len() {
        std::fs::write(&path, &bytes[..length]).expect("a file");
        let error = Weights::at("pi").load::<Small>(&path).expect_err("cut off").to_string();
        assert!(error.ends_with("is not where it should be"), "{error}");
    }
}

#[test]
fn the_compiler_reads_in_the_same_way() {
    // neither crate depends on the other
    macro_rules! same {
        ($($core:literal $macros:literal)*) => {$(
            let core = include_str!(concat!("../../../mlp-core/src/", $core));
            let macros = include_str!(concat!("../../../mlp-macros/src/check/weights/", $macros));
            assert!(core == macros, "{} and {} have the same text", $core, $macros);
        )*};
    }
    same! {
        "file/safetensors/proposal.rs" "proposal.rs"
        "file/safetensors/foreign.rs" "foreign.rs"
        "file/safetensors/fields.rs" "fields.rs"
        "file/onnx/read/chain.rs" "onnx/chain.rs"
        "file/onnx/read/model.rs" "onnx/model.rs"
        "file/onnx/read/pattern.rs" "onnx/pattern.rs"
        "file/onnx/read/wire.rs" "onnx/wire.rs"
        "error/onnx.rs" "onnx/reason.rs"
    }
}
