//! Networks through `serde`.

use mlp::prelude::*;

mlp! {
    #[derive(PartialEq)]
    struct Small: 2 => 3 tanh => 1;
    struct Other: 2 => 4 tanh => 1;
    struct Penguins:
        { island: one_of(Biscoe, Dream), #[serde(rename = "bill length")] bill_length: 30..60, female: bool }
        => 4 tanh => { species: softmax(Adelie, Gentoo), mass: 2700..6300 };
    struct Long: { pixels: [0..16; 64], kinds: [one_of(A, B); 40] }
        => { digit: softmax(36), several: [softmax(36); 2], letters: [softmax(C, D); 33] }
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

/// A web service takes and gives the names of the declaration.
#[test]
fn values_of_named_ends_have_their_names_in_json() {
    let text = r#"{"island":"Dream","bill length":45.5,"female":true}"#;
    let input: PenguinsInput = serde_json::from_str(text).expect("inputs");
    assert_eq!(input, PenguinsInput { island: PenguinsIsland::Dream, bill_length: 45.5, female: true });
    assert_eq!(serde_json::to_string(&input).expect("JSON"), text);
    let answer = serde_json::to_string(&Penguins::ZERO.predict(&input)).expect("JSON");
    assert_eq!(answer, r#"{"species":[0.5,0.5],"mass":4500.0}"#);
    let target: PenguinsTarget = serde_json::from_str(r#"{"species":"Gentoo","mass":5000}"#).expect("a target");
    assert_eq!(target.species, PenguinsSpecies::Gentoo);
    let error = serde_json::from_str::<PenguinsInput>(&text.replace("Dream", "Dreem")).expect_err("no class");
    assert!(error.to_string().contains("unknown variant `Dreem`, expected `Biscoe` or `Dream`"), "{error}");
}

/// `serde` itself has arrays of up to 32 values.
#[test]
fn long_arrays_survive_json() {
    let mut input = LongInput { pixels: [1.5; 64], kinds: [LongKinds::A; 40] };
    (input.pixels[63], input.kinds[39]) = (16.0, LongKinds::B);
    let text = serde_json::to_string(&input).expect("JSON");
    assert_eq!(serde_json::from_str::<LongInput>(&text).expect("the same inputs"), input);
    let error = serde_json::from_str::<LongInput>(&text.replacen("1.5,", "", 1)).expect_err("63 pixels");
    assert!(error.to_string().contains("invalid length 63"), "{error}");
    let answer = Long::seeded(1).predict(&input);
    let text = serde_json::to_string(&answer).expect("JSON");
    assert_eq!(serde_json::from_str::<LongOutput>(&text).expect("the same answer"), answer);
    let target = LongTarget { digit: 35, several: [0, 3], letters: [LongLetters::D; 33] };
    let text = serde_json::to_string(&target).expect("JSON");
    assert_eq!(serde_json::from_str::<LongTarget>(&text).expect("the same target"), target);
}
