//! Models that scikit-learn's own exporter wrote (`exported.py`) are read, and answer as scikit-learn does.

use mlp::prelude::*;

mlp! {
    struct Classifier: 2 => 3 relu => 3 softmax;
    struct Regressor: 2 => 3 tanh => 2;
    struct OneValue: 2 => 3 relu => 1;
    struct Longer: 2 => 3 tanh => 2 identity => 2
}

const SAMPLE: [f32; 2] = [0.5, -1.25];

fn same<N: Network<Input = [f32; 2]>>(model: &[u8], expected: N::Output) {
    let found = N::from_onnx(model).expect("the network").forward(&SAMPLE);
    for (found, expected) in found.as_ref().iter().zip(expected.as_ref()) {
        assert!((found - expected).abs() < 1e-6, "{found} for {expected}");
    }
}

#[test]
fn models_of_scikit_learn() {
    let classifier = include_bytes!("../data/classifier.onnx");
    same::<Classifier>(classifier, [0.204_185_05, 0.589_531_1, 0.206_283_82]);
    same::<Regressor>(include_bytes!("../data/regressor.onnx"), [-0.150_174_44, -1.584_074_3]);
    same::<OneValue>(include_bytes!("../data/one_value.onnx"), [1.025_923_6]);
}

#[test]
fn a_layer_more() {
    let error = Longer::from_onnx(include_bytes!("../data/regressor.onnx")).expect_err("no such layer").to_string();
    assert!(error.ends_with("`l3` needs `Gemm` or `MatMul`, the model goes on with no operator"), "{error}");
}
