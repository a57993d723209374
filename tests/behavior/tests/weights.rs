//! Weights of samples, of classes and of positive targets: what they change, and which are refused.

use mlp::error::WeightOf;
use mlp::prelude::*;
use mlp::{Error, Vector};
use mlp_fixtures::{at_one_level, random_network};

mlp! {
    struct Values: 5 => 7 tanh => 4 tanh => 2;
    struct Kinds: 5 => 7 tanh => 4 tanh => 2 softmax;
    struct Line: 1 => 1 sigmoid
}

#[test]
fn invalid_weights_are_an_error() {
    let (inputs, labels) = ([[0.5; 5]; 3], [0, 1, 1]);
    let trainer = Trainer::new(CrossEntropy, Sgd::new(0.1));
    let fit = |trainer: Trainer<CrossEntropy, Sgd>| {
        let mut net: Kinds = random_network(3);
        let error = trainer.fit(&mut net, &inputs, &labels).expect_err("bad weights");
        assert_eq!(net.params(), random_network::<Kinds>(3).params());
        (error.clone(), error.to_string())
    };
    let (error, text) = fit(trainer.clone().sample_weights(&[1.0; 2]));
    assert_eq!(error, Error::WeightCount { of: WeightOf::Sample, found: 2, expected: 3 });
    assert_eq!(text, "2 sample weights, but 3 are needed: every sample needs one weight");
    let (error, text) = fit(trainer.clone().class_weights(&[1.0; 3]));
    assert_eq!(error, Error::WeightCount { of: WeightOf::Class, found: 3, expected: 2 });
    assert_eq!(text, "3 class weights, but 2 are needed: every class needs one weight");
    let (error, text) = fit(trainer.clone().class_weights(&[1.0, -1.0]));
    assert_eq!(error, Error::Weight { of: WeightOf::Class, index: 1, value: -1.0 });
    assert_eq!(text, "the weight of class 1 is -1: weights must be finite and not negative");
    assert!(matches!(fit(trainer.clone().sample_weights(&[1.0, 1.0, f32::NAN])).0, Error::Weight { index: 2, .. }));
    let (error, text) = fit(trainer.class_weights(&[1.0, 1e20]).sample_weights(&[1e30, 1.0, 1e30]));
    assert_eq!(error, Error::Weight { of: WeightOf::SampleAndClass, index: 2, value: f32::INFINITY });
    assert_eq!(
        text,
        "the weight of sample 2, times the weight of its class, is inf: weights must be finite and not negative"
    );
    let mut net: Values = random_network(3);
    let values = Trainer::new(Mse, Sgd::new(0.1)).class_weights(&[1.0, 1.0]);
    let text = values.fit(&mut net, &inputs, &[[0.0; 2]; 3]).expect_err("no classes").to_string();
    assert_eq!(text, "`class_weights` needs class labels as targets; for `Bce` there is `pos_weight`");
}

/// Positive and negative samples have the same total weight: where the inputs do not tell them apart, the output is 1/2,
/// not the share of positives.
#[test]
fn rare_positives_count_as_much() {
    at_one_level(|| {
        let (inputs, mut targets) = (vec![<[f32; 1]>::ZERO; 100], vec![[0.0]; 100]);
        targets[..10].fill([1.0]);
        let mut net = Line::zeroed();
        let weighted = Trainer::new(Bce.pos_weight([9.0]), Adam::new(0.05)).epochs(100).batch_size(100);
        weighted.fit(&mut net, &inputs, &targets).expect("good data");
        let [p] = net.forward(&[0.0]);
        assert!((p - 0.5).abs() < 1e-3, "{p}");
        let error = weighted.fit(&mut net, &inputs, &vec![[1.5]; 100]).expect_err("no probability").to_string();
        assert_eq!(error, "target 0 of sample 0 is 1.5: the loss needs targets between 0 and 1");
    });
}

/// In a debug build the loss itself looks at its weights.
#[test]
#[cfg_attr(debug_assertions, should_panic(expected = "`Bce::pos_weight` is -1: expected a finite number, 0 or more"))]
fn a_negative_pos_weight_panics_in_debug_builds() {
    let _ = Line::zeroed().loss(Bce.pos_weight([-1.0]), &[[0.0]], &[[1.0]]);
}
