//! Metrics against scikit-learn's, and what they refuse.

use mlp::Error;
use mlp::metrics::{
    ClassScores, ConfusionMatrix, accuracy_score, class, log_loss, mean_absolute_error, predict, r2_score, roc_auc,
    root_mean_squared_error, top_k_accuracy,
};
use mlp::prelude::*;
use mlp_fixtures::refused;
use mlp_scikit_learn::{assert_is, figures, indices, label, list, rows, table};
use serde_json::Value;

/// Both are means of a few hundred numbers, ours rounded to `f32`.
const ROUNDING: f64 = 2e-7;

/// The digits as outputs and labels.
fn digits() -> (Vec<[f32; 10]>, Vec<usize>) {
    let sample = |row: [f32; 11]| (core::array::from_fn(|c| row[c + 1]), label(row[0]));
    table::<11>("digits.csv").into_iter().map(sample).unzip()
}

/// Whether digits are eights: one output each.
fn eights() -> (Vec<f32>, Vec<usize>) {
    table("eights.csv").into_iter().map(|[eight, p]| (p, label(eight))).unzip()
}

fn assert_averages(ours: ClassScores, theirs: &Value) {
    for (ours, theirs) in [ours.precision, ours.recall, ours.f1].into_iter().zip(list(theirs)) {
        assert_is(ours, theirs, ROUNDING);
    }
}

fn assert_scores(matrix: &ConfusionMatrix, figures: &Value) {
    assert_is(matrix.accuracy(), &figures["accuracy"], ROUNDING);
    // scikit-learn lists the classes that occur only
    let labels = indices(&figures["labels"]);
    for (place, &class) in labels.iter().enumerate() {
        let ClassScores { precision, recall, f1, support } = matrix.scores(class);
        assert_is(precision, &figures["precision"][place], ROUNDING);
        assert_is(recall, &figures["recall"][place], ROUNDING);
        assert_is(f1, &figures["f1"][place], ROUNDING);
        assert_eq!(support, indices(&figures["support"])[place]);
        let row = indices(&figures["matrix"][place]);
        assert_eq!(labels.iter().map(|&found| matrix.count(class, found)).collect::<Vec<_>>(), row);
    }
    assert_averages(matrix.macro_average(), &figures["macro"]);
    assert_averages(matrix.weighted_average(), &figures["weighted"]);
}

#[test]
fn digits_are_scored_as_scikit_learn_does() -> Result<(), Error> {
    let figures = figures("digits");
    let (outputs, labels) = digits();
    let matrix = ConfusionMatrix::from_outputs(&outputs, &labels)?;
    assert_eq!((matrix.samples(), matrix.classes()), (360, 10));
    assert_scores(&matrix, &figures["scores"]);
    for (k, figure) in (1..).zip(list(&figures["top_k"])) {
        assert_is(top_k_accuracy(&outputs, &labels, k)?, figure, ROUNDING);
    }
    assert_eq!(top_k_accuracy(&outputs, &labels, 10)?, 1.0);
    assert_is(roc_auc(&outputs, &labels)?, &figures["roc_auc"], ROUNDING);
    assert_is(log_loss(&outputs, &labels)?, &figures["log_loss"], 1e-6);
    Ok(())
}

#[test]
fn one_output_is_scored_as_scikit_learn_does() -> Result<(), Error> {
    let figures = figures("eights");
    let (outputs, labels) = eights();
    assert_scores(&ConfusionMatrix::from_outputs(&outputs, &labels)?, &figures["scores"]);
    assert_is(roc_auc(&outputs, &labels)?, &figures["roc_auc"], ROUNDING);
    assert_is(log_loss(&outputs, &labels)?, &figures["log_loss"], 1e-6);
    assert_is(accuracy_score(&outputs, &labels)?, &figures["scores"]["accuracy"], ROUNDING);
    assert_eq!(top_k_accuracy(&outputs, &labels, 2)?, 1.0);
    // the same in arrays of one, and of two as softmax gives them
    let arrays: Vec<[f32; 1]> = outputs.iter().map(|p| [*p]).collect();
    assert_eq!(roc_auc(&arrays, &labels)?, roc_auc(&outputs, &labels)?);
    assert_eq!(log_loss(&arrays, &labels)?, log_loss(&outputs, &labels)?);
    let pairs: Vec<[f32; 2]> = outputs.iter().map(|p| [1.0 - p, *p]).collect();
    assert_is(roc_auc(&pairs, &labels)?, &figures["roc_auc"], ROUNDING);
    assert_is(log_loss(&pairs, &labels)?, &figures["log_loss"], 1e-6);
    Ok(())
}

#[test]
fn nothing_of_nothing_is_nothing() -> Result<(), Error> {
    for case in list(&figures("zero_division")) {
        let (truth, found) = (indices(&case["truth"]), indices(&case["found"]));
        let matrix = ConfusionMatrix::from_classes(&found, &truth, 6)?;
        assert_scores(&matrix, case);
        assert_eq!(matrix.scores(5), ClassScores { precision: 0.0, recall: 0.0, f1: 0.0, support: 0 });
    }
    Ok(())
}

#[test]
fn regressions_are_scored_as_scikit_learn_does() -> Result<(), Error> {
    let regression = figures("regression");
    let (targets, outputs): (Vec<f32>, Vec<f32>) = table("diabetes.csv").into_iter().map(|[t, y]| (t, y)).unzip();
    assert_is(r2_score(&outputs, &targets)?, &regression["r2"], ROUNDING);
    assert_is(root_mean_squared_error(&outputs, &targets)?, &regression["rmse"], ROUNDING);
    assert_is(mean_absolute_error(&outputs, &targets)?, &regression["mae"], ROUNDING);
    for case in list(&regression["several"]) {
        let (targets, outputs) = (rows::<2>(&case["targets"]), rows::<2>(&case["outputs"]));
        assert_is(r2_score(&outputs, &targets)?, &case["r2"], ROUNDING);
        assert_is(root_mean_squared_error(&outputs, &targets)?, &case["rmse"], ROUNDING);
        assert_is(mean_absolute_error(&outputs, &targets)?, &case["mae"], ROUNDING);
    }
    Ok(())
}

mlp! {
    struct Pick: 3 => 3 softmax;
    struct Threshold: 1 => 1 sigmoid;
}

#[test]
fn networks_are_asked_as_they_end() -> Result<(), Error> {
    let mut pick = Pick::zeroed();
    for i in 0..3 {
        pick.l1.weights[i][i] = 9.0;
    }
    let inputs: Vec<[f32; 3]> = (0..40).map(|i| core::array::from_fn(|c| f32::from(u8::from(i % 3 == c)))).collect();
    let labels: Vec<usize> = (0..40).map(|i| i % 4 % 3).collect();
    let matrix = ConfusionMatrix::of(&pick, &inputs, &labels)?;
    assert_eq!(matrix, ConfusionMatrix::from_outputs(&predict(&pick, &inputs), &labels)?);
    assert_eq!(matrix.count(0, 1), (0..40).filter(|i| i % 4 % 3 == 0 && i % 3 == 1).count());
    assert_eq!(matrix.accuracy(), accuracy(&pick, &inputs, &labels));

    let mut threshold = Threshold::zeroed();
    threshold.l1.weights[0][0] = 1.0;
    let matrix = ConfusionMatrix::of(&threshold, &[[-1.0], [2.0], [0.0], [-3.0]], &[1, 1, 0, 0])?;
    assert_eq!(matrix.rows().collect::<Vec<_>>(), [[1, 1], [1, 1]]);
    assert_eq!(ConfusionMatrix::of(&threshold, &[[0.0]], &[]), Err(Error::Outputs { outputs: 1, targets: 0 }));
    Ok(())
}

#[test]
fn of_equal_outputs_the_first_counts_as_larger() -> Result<(), Error> {
    let equal = [[0.25_f32; 4]];
    for label in 0..4 {
        assert_eq!(class(&equal[0]) == label, top_k_accuracy(&equal, &[label], 1)? == 1.0);
        for k in 1..=4 {
            assert_eq!(top_k_accuracy(&equal, &[label], k)?, f32::from(u8::from(label < k)));
        }
    }
    Ok(())
}

#[test]
fn certainty_has_a_finite_loss() -> Result<(), Error> {
    assert!((log_loss(&[[0.0, 1.0]], &[0])? - 15.942_385).abs() < 1e-5); // -ln f32::EPSILON
    assert!((log_loss(&[1.0], &[1])? - f32::EPSILON).abs() < 1e-9);
    assert!((log_loss(&[0.0], &[0])? - f32::EPSILON).abs() < 1e-9);
    Ok(())
}

#[test]
fn missing_samples_are_an_error() {
    let empty: [[f32; 3]; 0] = [];
    let text = "there are no samples: at least one is needed".to_owned();
    assert_eq!(refused(roc_auc(&empty, &[])), (Error::NoSamples, text.clone()));
    assert_eq!(refused(log_loss(&empty, &[])), (Error::NoSamples, text.clone()));
    assert_eq!(refused(top_k_accuracy(&empty, &[], 1)), (Error::NoSamples, text.clone()));
    assert_eq!(refused(ConfusionMatrix::from_outputs(&empty, &[])), (Error::NoSamples, text.clone()));
    assert_eq!(refused(r2_score(&empty, &empty)), (Error::NoSamples, text));
    let (error, text) = refused(mean_absolute_error(&[1.0, 2.0, 3.0], &[1.0, 2.0]));
    assert_eq!(error, Error::Outputs { outputs: 3, targets: 2 });
    assert_eq!(text, "3 outputs, but 2 targets or labels: every output needs one");
    let (error, text) = refused(r2_score(&[1.0], &[1.0]));
    assert_eq!(error, Error::FewSamples { samples: 1, needed: 2 });
    assert_eq!(text, "1 sample, but at least 2 are needed");
}

#[test]
fn values_that_are_not_finite_are_an_error() {
    let mut outputs = [[0.5_f32; 2]; 3];
    outputs[2][1] = f32::NAN;
    let (error, text) = refused(roc_auc(&outputs, &[0, 1, 0]));
    assert!(matches!(error, Error::OutputNotFinite { sample: 2, column: 1, value } if value.is_nan()));
    assert_eq!(text, "output 1 of sample 2 is NaN: only finite outputs can be measured");
    let (error, _) = refused(root_mean_squared_error(&[[0.0; 2]; 3], &outputs));
    assert!(matches!(error, Error::TargetNotFinite { sample: 2, column: 1, .. }));
    assert!(ConfusionMatrix::from_outputs(&outputs, &[0, 1, 0]).is_err());
}

#[test]
fn outputs_that_are_not_probabilities_are_an_error() {
    let (error, text) = refused(log_loss(&[[0.5, 0.5], [1.5, -0.5]], &[0, 0]));
    assert_eq!(error, Error::OutputNotProbability { sample: 1, column: 0, value: 1.5 });
    assert_eq!(text, "output 0 of sample 1 is 1.5: expected a probability between 0 and 1");
    let (error, text) = refused(log_loss(&[[0.5, 0.5], [0.5, 0.25]], &[0, 0]));
    assert_eq!(error, Error::OutputsNotDistribution { sample: 1, sum: 0.75 });
    let remedy = "expected probabilities that add up to 1, as those of `softmax` do";
    assert_eq!(text, format!("the outputs of sample 1 add up to 0.75: {remedy}"));
}

#[test]
fn labels_out_of_range_are_an_error() {
    let (error, text) = refused(top_k_accuracy(&[[0.0; 3]; 2], &[0, 3], 1));
    assert_eq!(error, Error::Label { sample: 1, label: 3, classes: 3 });
    assert_eq!(text, "the label of sample 1 is 3, but there are 3 classes: labels run from 0 to 2");
    let (error, _) = refused(log_loss(&[0.5], &[2]));
    assert_eq!(error, Error::Label { sample: 0, label: 2, classes: 2 });
    let (error, text) = refused(roc_auc(&[0.1, 0.2], &[0, 0]));
    assert_eq!(error, Error::NoSampleOfClass { class: 1 });
    assert_eq!(text, "no sample is of class 1: every class needs at least one");
    for k in [0, 4] {
        let (error, text) = refused(top_k_accuracy(&[[0.0; 3]], &[0], k));
        assert_eq!(error, Error::TopK { k, classes: 3 });
        assert_eq!(text, format!("the {k} largest of 3 outputs: expected from 1 to 3"));
    }
    let matrix = ConfusionMatrix::from_classes(&[0], &[0], 3).expect("good data");
    let (error, text) = refused(matrix.named(["a", "b"]));
    assert_eq!(error, Error::ClassNames { names: 2, classes: 3 });
    assert_eq!(text, "2 names for 3 classes: every class needs one");
}
