//! ONNX models are read: our own, models by hand in the form of PyTorch's exporters, and files that lie.

use mlp::Error;
use mlp::error::OnnxReason;
use mlp::prelude::*;
use mlp::random::SplitMix64;
use mlp_interop::model::{field, float, integer, integers, model, node, number, shape, stored, tensor, word};
use mlp_interop::{Visit, declared, joined, with_heads};

mlp! {
    #[derive(PartialEq)]
    struct Small: 2 => 3 relu => 1;
    #[derive(PartialEq)]
    struct Biasless: 2 => 3 relu no_bias => 1;
    struct Deeper: 2 => 3 relu => 1 identity => 1;
    struct Wider: 2 => 4 relu => 1;
    struct Sloped: 2 => 3 leaky_relu(0.2) => 1;
    struct Smooth: 2 => 3 gelu => 1 softsign;
    struct Classes: 2 => 3 relu => 1 sigmoid
}

/// Reads what was written.
struct Round;

impl Visit for Round {
    fn network<N: Network>(&mut self, name: &str, net: &N, inputs: &[N::Input], outputs: &[N::Output]) {
        let result = N::from_onnx(&net.to_onnx().expect("a model"));
        if name.contains("Concat") {
            // two networks read the inputs, and only their author knows which is which
            assert!(matches!(result, Err(Error::Onnx { .. })), "{name}");
            return;
        }
        let same = result.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(same.params_slice(), net.params_slice(), "{name}");
        assert_eq!(same.forward(&inputs[0]).as_ref(), outputs[0].as_ref(), "{name}");
    }
}

#[test]
fn what_was_written_is_read() {
    declared(&mut Round);
    with_heads(&mut Round);
    joined(&mut Round);
}

const WEIGHTS: [f32; 6] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
const BIASES: [f32; 3] = [7.0, 8.0, 9.0];

/// `fc1` is [3, 2] and `out` [1, 3], as PyTorch stores them.
fn linear() -> Vec<Vec<u8>> {
    vec![
        stored("fc1.weight", &[3, 2], &WEIGHTS),
        stored("fc1.bias", &[3], &BIASES),
        stored("out.weight", &[1, 3], &[10.0, 11.0, 12.0]),
        stored("out.bias", &[1], &[13.0]),
    ]
}

fn gemm(module: &str, input: &str, output: &str) -> Vec<u8> {
    let (weight, bias) = (format!("{module}.weight"), format!("{module}.bias"));
    let attributes = [float("alpha", 1.0), float("beta", 1.0), integer("transB", 1)];
    node("Gemm", &[input, &weight, &bias], output, &attributes)
}

/// `Linear(2, 3)`, `ReLU`, `Linear(3, 1)`.
fn exported() -> Vec<Vec<u8>> {
    let nodes = [gemm("fc1", "input.1", "/fc1"), node("Relu", &["/fc1"], "/relu", &[]), gemm("out", "/relu", "output")];
    nodes.into_iter().chain(linear()).collect()
}

fn expected() -> Small {
    Small {
        l1: mlp::Dense { weights: [[1.0, 3.0, 5.0], [2.0, 4.0, 6.0]], biases: BIASES },
        l2: mlp::Dense { weights: [[10.0], [11.0], [12.0]], biases: [13.0] },
    }
}

#[test]
fn models_of_pytorch() {
    assert_eq!(Small::from_onnx(&model(&exported())).expect("the network"), expected());
    // an old exporter: products and sums, with weights that it has transposed, as lists of numbers
    let parts = [
        node("MatMul", &["input.1", "onnx::MatMul_12"], "/m1", &[]),
        node("Add", &["fc1.bias", "/m1"], "/fc1", &[]),
        node("Relu", &["/fc1"], "/relu", &[]),
        node("MatMul", &["/relu", "onnx::MatMul_13"], "/m2", &[]),
        node("Add", &["out.bias", "/m2"], "output", &[]),
        field(5, tensor("onnx::MatMul_12", &[2, 3], &[1.0, 3.0, 5.0, 2.0, 4.0, 6.0], 4)),
        field(5, tensor("onnx::MatMul_13", &[3, 1], &[10.0, 11.0, 12.0], 4)),
        field(5, tensor("fc1.bias", &[3], &BIASES, 4)),
        field(5, tensor("out.bias", &[1], &[13.0], 4)),
    ];
    assert_eq!(Small::from_onnx(&model(&parts)).expect("the network"), expected());
    // tensors among the inputs, operators between the layers, a transposition, and biases under a second name
    let mut parts = linear();
    parts.extend([
        field(11, field(1, "fc1.weight")),
        node("Flatten", &["input.1"], "/flat", &[integer("axis", 1)]),
        node("Transpose", &["fc1.weight"], "/turned", &[]),
        node("Identity", &["fc1.bias"], "second.bias", &[]),
        node("Gemm", &["/flat", "/turned", "second.bias"], "/fc1", &[]),
        node("Relu", &["/fc1"], "/relu", &[]),
        node("Dropout", &["/relu"], "/dropout", &[]),
        gemm("out", "/dropout", "/out"),
        node("Identity", &["/out"], "output", &[]),
    ]);
    assert_eq!(Small::from_onnx(&model(&parts)).expect("the network"), expected());
}

#[test]
fn activations_in_several_operators() {
    let constant = |name: &str, value: f32| {
        let value = field(5, [field(1, "value"), field(5, tensor("", &[], &[value], 9))].concat());
        node("Constant", &[], name, &[value])
    };
    let mut parts = linear();
    parts.extend([
        gemm("fc1", "input.1", "z"),
        constant("c1", std::f32::consts::SQRT_2),
        constant("c2", 1.0),
        constant("c3", 0.5),
        node("Div", &["z", "c1"], "a", &[]),
        node("Erf", &["a"], "b", &[]),
        node("Add", &["b", "c2"], "c", &[]),
        node("Mul", &["z", "c"], "d", &[]),
        node("Mul", &["d", "c3"], "e", &[]),
        gemm("out", "e", "f"),
        node("Abs", &["f"], "g", &[]),
        node("Add", &["g", "c2"], "h", &[]),
        node("Div", &["f", "h"], "output", &[]),
    ]);
    let net = Smooth::from_onnx(&model(&parts)).expect("the network");
    assert_eq!(net.params_slice(), expected().params_slice());
    // a quotient is not its reciprocal, and 0.4 is not 0.5
    let last = parts.len() - 1;
    let mut turned = parts.clone();
    turned[last] = node("Div", &["h", "f"], "output", &[]);
    assert!(Smooth::from_onnx(&model(&turned)).is_err());
    let mut other = parts;
    other[7] = constant("c3", 0.4);
    assert!(Smooth::from_onnx(&model(&other)).is_err());
}

#[test]
fn gelu_in_one_operator() {
    let model = |attributes: &[Vec<u8>]| {
        let mut parts = linear();
        parts.extend([gemm("fc1", "input.1", "z"), node("Gelu", &["z"], "e", attributes), gemm("out", "e", "f")]);
        model(&[parts.concat(), node("Softsign", &["f"], "output", &[])])
    };
    for exact in [vec![], vec![word("approximate", "none")]] {
        let net = Smooth::from_onnx(&model(&exact)).expect("the network");
        assert_eq!(net.params_slice(), expected().params_slice());
    }
    // its outputs differ by up to 5e-4
    assert!(Smooth::from_onnx(&model(&[word("approximate", "tanh")])).is_err());
}

#[test]
fn weights_are_transposed_only_where_the_model_does_so() {
    for (perm, shape, values) in [
        (vec![], [3, 2], WEIGHTS),
        (vec![integers("perm", &[1, 0], true)], [3, 2], WEIGHTS),
        (vec![integers("perm", &[1, 0], false)], [3, 2], WEIGHTS),
        (vec![integers("perm", &[0, 1], true)], [2, 3], [1.0, 3.0, 5.0, 2.0, 4.0, 6.0]),
    ] {
        let mut parts = linear();
        parts[0] = stored("fc1.weight", &shape, &values);
        parts.extend([
            node("Transpose", &["fc1.weight"], "/turned", &perm),
            node("Gemm", &["input.1", "/turned", "fc1.bias"], "/fc1", &[]),
            node("Relu", &["/fc1"], "/relu", &[]),
            gemm("out", "/relu", "output"),
        ]);
        assert_eq!(Small::from_onnx(&model(&parts)).expect("the network"), expected(), "{perm:?}");
    }
}

#[test]
fn conversions_and_shapes_that_change_no_value() {
    let model = |to: u8, sizes: &[i64], raw: bool| {
        let mut parts = linear();
        parts.extend([
            shape("rows", sizes, raw),
            node("Cast", &["input.1"], "/cast", &[integer("to", to)]),
            gemm("fc1", "/cast", "/fc1"),
            node("Relu", &["/fc1"], "/relu", &[]),
            node("Reshape", &["/relu", "rows"], "/rows", &[]),
            gemm("out", "/rows", "output"),
        ]);
        Small::from_onnx(&model(&parts)).ok()
    };
    for raw in [true, false] {
        assert_eq!(model(1, &[-1, 3], raw), Some(expected()));
        assert_eq!(model(1, &[0, 3], raw), Some(expected()));
        for other in [&[-1, 2][..], &[3, -1], &[-1], &[-1, 3, 1], &[3]] {
            assert_eq!(model(1, other, raw), None, "{other:?}");
        }
        // to whole numbers
        assert_eq!(model(7, &[-1, 3], raw), None);
    }
}

#[test]
fn what_would_not_be_read_is_not_written() {
    let mut net = Small::seeded(1);
    net.l1.biases[1] = f32::INFINITY;
    let error = net.to_onnx().expect_err("infinite").to_string();
    assert_eq!(error, "tensor `l1.biases` holds inf: weights must be finite");
}

fn message<N: Network>(parts: &[Vec<u8>]) -> String {
    let mut net = N::seeded(1);
    let error = net.read_onnx(&model(parts)).expect_err("a model that does not fit").to_string();
    assert_eq!(net.params_slice(), N::seeded(1).params_slice(), "nothing is changed: {error}");
    error.strip_prefix("the ONNX model is not this network: ").unwrap_or(&error).to_owned()
}

/// The model, of which one part is another.
fn but(index: usize, part: Vec<u8>) -> Vec<Vec<u8>> {
    let mut parts = exported();
    parts[index] = part;
    parts
}

#[test]
fn other_networks() {
    let parts = exported();
    assert_eq!(message::<Deeper>(&parts), "`l3` needs `Gemm` or `MatMul`, the model goes on with no operator");
    assert_eq!(message::<Wider>(&parts), "`l1` needs weights [4, 2], the model has [3, 2]");
    assert_eq!(
        message::<Sloped>(&parts),
        "`l1` needs the operators of `leaky_relu(0.2)`, the model goes on with `Relu`"
    );
    assert_eq!(message::<Biasless>(&parts), "it has biases for `l1`: declare the layer without `no_bias`");
    assert_eq!(message::<Classes>(&parts), "`l2` needs the operators of `sigmoid`, the model goes on with no operator");
    let slope = but(1, node("LeakyRelu", &["/fc1"], "/relu", &[float("alpha", 0.1)]));
    assert!(message::<Sloped>(&slope).ends_with("goes on with `LeakyRelu`"));
    let slope = but(1, node("LeakyRelu", &["/fc1"], "/relu", &[float("alpha", 0.2)]));
    Sloped::from_onnx(&model(&slope)).expect("this slope");
    let mut longer = but(2, gemm("out", "/relu", "/out"));
    longer.push(node("Sigmoid", &["/out"], "output", &[]));
    assert_eq!(message::<Small>(&longer), "behind the last layer it goes on with `Sigmoid`");
    let none = but(0, node("Gemm", &["input.1", "fc1.weight"], "/fc1", &[integer("transB", 1)]));
    assert_eq!(message::<Small>(&none), "it has no biases for `l1`: declare the layer with `no_bias`");
    assert!(Biasless::from_onnx(&model(&none)).is_ok());
    let convolution = but(0, node("Conv", &["input.1", "fc1.weight"], "/fc1", &[]));
    assert_eq!(message::<Small>(&convolution), "`l1` needs `Gemm` or `MatMul`, the model goes on with `Conv`");
}

#[test]
fn other_tensors() {
    let computed = but(3, node("Sqrt", &["x"], "fc1.weight", &[]));
    assert!(message::<Small>(&computed).starts_with("it computes the weights or biases of `l1`"));
    let scaled = but(0, node("Gemm", &["input.1", "fc1.weight", "fc1.bias"], "/fc1", &[float("alpha", 0.5)]));
    assert!(message::<Small>(&scaled).starts_with("it computes the weights or biases of `l1`"));
    let wide = but(4, stored("fc1.bias", &[4], &[1.0; 4]));
    assert_eq!(message::<Small>(&wide), "`l1` needs biases [3], the model has [4]");
    let short = but(3, stored("fc1.weight", &[3, 2], &[1.0; 5]));
    assert_eq!(message::<Small>(&short), "tensor `fc1.weight` has other values than its shape says");
    let nan = but(3, stored("fc1.weight", &[3, 2], &[1.0, 1.0, 1.0, f32::NAN, 1.0, 1.0]));
    assert_eq!(message::<Small>(&nan), "tensor `fc1.weight` holds NaN: weights must be finite");
    let half = but(
        3,
        field(5, [number(1, 3), number(1, 2), number(2, 10), field(8, "fc1.weight"), field(9, [0; 12])].concat()),
    );
    assert!(message::<Small>(&half).starts_with("tensor `fc1.weight` holds values of type 10"));
    let external = but(3, field(5, [tensor("fc1.weight", &[3, 2], &[], 9), number(14, 1)].concat()));
    assert!(message::<Small>(&external).contains("are in another file"));
    let long = but(1, node(&"Relu".repeat(20_000), &["/fc1"], "/relu", &[]));
    assert!(message::<Small>(&long).len() < 150);
    let many = vec![node("Relu", &["a"], "b", &[]); 300];
    let error = Small::from_onnx(&model(&many)).expect_err("many operators");
    assert_eq!(error, Error::Onnx { reason: OnnxReason::Large { most: 192 } });
    for bytes in [&b""[..], b"\x08", b"not a model", &[0xff; 40]] {
        assert_eq!(Small::from_onnx(bytes), Err(Error::Onnx { reason: OnnxReason::NotModel }));
    }
}

#[test]
fn files_that_lie() {
    let (good, seeded) = (model(&exported()), Small::seeded(1));
    let (mut random, mut fitting) = (SplitMix64::new(3), 0);
    for _ in 0..40_000 {
        let mut bytes = good.clone();
        for _ in 0..=random.below(3) {
            let at = random.below(bytes.len().max(1));
            match random.below(4) {
                0 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
                1 if !bytes.is_empty() => bytes[at] = random.next_u64().to_le_bytes()[0],
                2 => bytes.truncate(at),
                _ => bytes.insert(at.min(bytes.len()), random.next_u64().to_le_bytes()[0]),
            }
        }
        let mut net = seeded.clone();
        match net.read_onnx(&bytes) {
            Ok(()) => {
                fitting += 1;
                assert!(net.params_slice().iter().all(|value| value.is_finite()));
            }
            Err(error) => assert_eq!(net, seeded, "an error changes nothing: {error}"),
        }
    }
    assert!((100..30_000).contains(&fitting), "{fitting} of 40000 fit");
}

mod fuzzed {
    use super::{Network, SplitMix64};
    use mlp::prelude::*;

    mlp! {
        /// That of the fuzz target.
        #[derive(PartialEq)]
        struct Small: 2 => 3 gelu => residual(2 tanh => 3) => 2 softmax
    }

    /// The models that the fuzzer begins with and those that it has found, and what becomes of them when some bytes are
    /// others.
    #[test]
    fn any_bytes_are_weights_or_an_error() {
        let (mut random, mut read) = (SplitMix64::new(3), 0);
        for model in mlp_fixtures::corpus("onnx", 2) {
            for round in 0..200 {
                let mut bytes = model.clone();
                for _ in 0..round.min(4) {
                    if !bytes.is_empty() {
                        let at = random.below(bytes.len());
                        bytes[at] = random.next_u64().to_ne_bytes()[0];
                    }
                }
                let mut net = Small::seeded(1);
                if net.read_onnx(&bytes).is_ok() {
                    assert!(net.params().iter().all(|number| number.is_finite()));
                    read += 1;
                } else {
                    assert_eq!(net, Small::seeded(1));
                }
            }
        }
        assert!(read > 0, "some of them are models of this network");
    }
}
