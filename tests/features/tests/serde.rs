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
fn another_shape_is_an_error_that_says_so() {
    let text = serde_json::to_string(&Small::seeded(5)).expect("JSON");
    let error = serde_json::from_str::<Other>(&text).expect_err("13 parameters for 17").to_string();
    assert!(error.contains("the 17 parameters of a network"), "{error}");
    let text = serde_json::to_string(&Other::seeded(5)).expect("JSON");
    let error = serde_json::from_str::<Small>(&text).expect_err("17 parameters for 13").to_string();
    assert!(error.contains("13"), "{error}");
}
