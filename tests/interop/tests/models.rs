//! The properties of a model that can be checked without another program.

use mlp::prelude::*;

struct Snake;

impl Activation for Snake {
    fn value(x: f32) -> f32 {
        x + x.sin().powi(2)
    }
    fn derivative(x: f32) -> f32 {
        1.0 + (2.0 * x).sin()
    }
}

mlp! {
    struct Own: 2 => 3 relu => odd: 3 Snake => 1;
    struct Small: 2 => hidden: 3 relu => 1
}

#[test]
fn an_activation_of_your_own_is_an_error_that_names_it() {
    let error = Own::seeded(1).to_onnx().expect_err("no operator").to_string();
    assert_eq!(
        error,
        "layer `odd` has the activation `Snake`, which ONNX has no operator for: use one of the language's"
    );
    let joined = Chain::new(Small::seeded(1), mlp!(1 => 2 Snake));
    let error = joined.to_onnx().expect_err("no operator").to_string();
    assert!(error.contains("layer `second.l1`"), "{error}");
}

#[test]
fn a_model_says_what_it_is_and_has_the_names_of_the_layers() {
    let bytes = Small::seeded(1).to_onnx().expect("a model");
    assert_eq!(bytes, Small::seeded(1).to_onnx().expect("the same model"));
    let text = String::from_utf8_lossy(&bytes);
    for part in ["mlp", env!("CARGO_PKG_VERSION"), "Small(2 => 3 relu => 1, 13 parameters)", "hidden.weights", "batch"]
    {
        assert!(text.contains(part), "{part}");
    }
}
