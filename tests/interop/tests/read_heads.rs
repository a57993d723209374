//! ONNX models whose outputs have activations of their own are read by networks with named outputs.

use mlp::prelude::*;
use mlp_interop::model::{field, integer, model, node, parted, shape, stored};

mlp! {
    /// Two outputs in one, three classes, and a probability.
    #[derive(PartialEq)]
    struct Heads: 2 => { x: raw, y: 0..5, kind: softmax(A, B, C), risk: sigmoid } init(xavier, xavier);
    #[derive(PartialEq)]
    struct Turned: 2 => { risk: sigmoid, x: raw, y: 0..5, kind: softmax(A, B, C) };
    #[derive(PartialEq)]
    struct OtherKind: 2 => { x: raw, y: 0..5, kind: softmax(A, B, C), risk: tanh -1..1 };
    #[derive(PartialEq)]
    struct Plain: 2 => 6;
    /// The units of one output have one activation.
    #[derive(PartialEq)]
    struct Single: 2 => { chances: [sigmoid; 6] };
    /// The compiler reads the same model.
    #[derive(PartialEq)]
    struct Read: 2 => { x: raw, y: 0..5, kind: softmax(A, B, C), risk: sigmoid }, weights = "heads.onnx"
}

/// The parts of a model up to the sums, which it splits.
fn split(sizes: &[i64]) -> Vec<Vec<u8>> {
    let numbers: Vec<f32> = (1_u8..=12).map(f32::from).collect();
    vec![
        stored("weights", &[2, 6], &numbers),
        stored("biases", &[6], &numbers[..6]),
        shape("sizes", sizes, true),
        node("Gemm", &["input.1", "weights", "biases"], "sums", &[]),
        parted("Split", &["sums", "sizes"], &["a", "b", "c"], &[integer("axis", 1)]),
    ]
}

/// The activations of the parts, and what follows.
fn whole(mut parts: Vec<Vec<u8>>, following: &[Vec<u8>]) -> Vec<u8> {
    parts.push(node("Softmax", &["b"], "classes", &[integer("axis", 1)]));
    parts.push(node("Sigmoid", &["c"], "chance", &[]));
    parts.extend_from_slice(following);
    model(&parts)
}

fn joined(values: &[&str]) -> Vec<u8> {
    node("Concat", values, "output", &[integer("axis", 1)])
}

fn error<N: Network + PartialEq>(bytes: &[u8]) -> String {
    let mut net = N::seeded(1);
    let error = net.read_onnx(bytes).expect_err("another network").to_string();
    assert!(net == N::seeded(1), "an error changes nothing: {error}");
    error.strip_prefix("the ONNX model is not this network: ").unwrap_or(&error).to_owned()
}

#[test]
fn outputs_that_are_joined_or_the_models_own() {
    let bytes = whole(split(&[2, 3, 1]), &[joined(&["a", "classes", "chance"])]);
    let net = Heads::from_onnx(&bytes).expect("the network");
    assert_eq!(net.l1.weights[1], [7.0, 8.0, 9.0, 10.0, 11.0, 12.0]);
    assert_eq!(net.l1.biases, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    let outputs = ["a", "classes", "chance"].map(|name| field(12, field(1, name)));
    assert_eq!(Heads::from_onnx(&whole(split(&[2, 3, 1]), &outputs)).expect("the network"), net);
    assert_eq!(Heads::from_onnx(&net.to_onnx().expect("a model")).expect("its own"), net);
}

#[test]
fn other_outputs() {
    let join = [joined(&["a", "classes", "chance"])];
    let bytes = whole(split(&[2, 3, 1]), &join);
    assert_eq!(
        error::<Turned>(&bytes),
        "`l1` needs `Split` into the outputs [1, 2, 3], the model goes on with `Split`"
    );
    assert_eq!(error::<OtherKind>(&bytes), "`l1` needs the operators of `tanh`, the model goes on with `Sigmoid`");
    assert_eq!(error::<Plain>(&bytes), "behind the last layer it goes on with `Split`");
    assert_eq!(error::<Single>(&bytes), "`l1` needs the operators of `sigmoid`, the model goes on with `Split`");
    for sizes in [&[3, 2, 1][..], &[2, 3], &[2, 3, 1, 1], &[2, -1, 1]] {
        let found = error::<Heads>(&whole(split(sizes), &join));
        assert!(found.starts_with("`l1` needs `Split` into the outputs [2, 3, 1]"), "{sizes:?}: {found}");
    }
}

#[test]
fn outputs_that_are_not_joined_in_their_order() {
    for values in [&["classes", "a", "chance"][..], &["a", "classes"], &["a", "b", "chance"]] {
        let found = error::<Heads>(&whole(split(&[2, 3, 1]), &[joined(values)]));
        assert!(
            found.starts_with("`l1` needs `Concat` of the outputs, the model goes on with "),
            "{values:?}: {found}"
        );
    }
    // two of three outputs
    let outputs = ["a", "chance"].map(|name| field(12, field(1, name)));
    assert!(error::<Heads>(&whole(split(&[2, 3, 1]), &outputs)).starts_with("`l1` needs `Concat`"));
    // along the samples
    let bytes =
        whole(split(&[2, 3, 1]), &[node("Concat", &["a", "classes", "chance"], "output", &[integer("axis", 0)])]);
    assert!(error::<Heads>(&bytes).starts_with("`l1` needs `Concat`"));
}

#[test]
fn one_output_with_a_name() {
    let mut parts = split(&[6]);
    parts.pop();
    parts.push(node("Sigmoid", &["sums"], "output", &[]));
    let net = Single::from_onnx(&model(&parts)).expect("the network");
    assert_eq!(Single::from_onnx(&net.to_onnx().expect("a model")).expect("its own"), net);
}

#[test]
fn the_compiler_reads_the_same() {
    let bytes = include_bytes!("heads.onnx");
    assert_eq!(*Read::TRAINED, Read::from_onnx(bytes).expect("its own"));
    assert_eq!(Read::TRAINED.params(), Heads::from_onnx(bytes).expect("the same network").params());
    assert_eq!(Read::TRAINED.params(), Heads::seeded(7).params());
}
