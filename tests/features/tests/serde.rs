//! Networks through `serde`.

use mlp::prelude::*;

mlp! {
    #[derive(PartialEq)]
    struct Small: 2 => 3 tanh => 1;
    struct Other: 2 => 4 tanh => 1
}

#[test]
fn a_network_survives_json() {
    let net = Small::seeded(5);
    let text = serde_json::to_string(&net).expect("JSON");
    assert_eq!(text.matches(',').count() + 1, Small::PARAMS);
    assert_eq!(serde_json::from_str::<Small>(&text).expect("the same network"), net);
}

#[test]
fn a_joined_network_survives_json() {
    let net = Chain::new(Small::seeded(5), mlp!(1 => 2 relu => 1));
    let text = serde_json::to_string(&net).expect("JSON");
    let values: Vec<f32> = serde_json::from_str(&text).expect("numbers");
    assert_eq!(values, net.params_slice());
}

#[test]
fn parameters_that_are_not_finite_are_neither_written_nor_read() {
    let mut net = Small::seeded(5);
    net.l1.weights[0][1] = f32::NAN;
    let error = serde_json::to_string(&net).expect_err("NaN").to_string();
    assert_eq!(error, "parameter 1 is NaN: weights must be finite");
    // JSON has no infinity, but a number may be too large for an `f32`; some sets of serde_json's features refuse it
    let text = serde_json::to_string(&Small::zeroed()).expect("JSON").replacen("0.0", "1e39", 1);
    let error = serde_json::from_str::<Small>(&text).expect_err("infinite").to_string();
    let refused = ["parameter 0 is inf: weights must be finite", "number out of range"];
    assert!(refused.iter().any(|text| error.starts_with(text)), "{error}");
}

#[test]
fn another_shape_is_an_error_that_says_so() {
    let text = serde_json::to_string(&Small::seeded(5)).expect("JSON");
    let error = serde_json::from_str::<Other>(&text).expect_err("13 parameters for 17").to_string();
    assert!(error.contains("the 17 parameters of a network"), "{error}");
    let text = serde_json::to_string(&Other::seeded(5)).expect("JSON");
    let error = serde_json::from_str::<Small>(&text).expect_err("17 parameters for 13").to_string();
    assert!(error.contains("13"), "{error}");
}
