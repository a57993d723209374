//! Folds against scikit-learn's, and cross-validation with networks.

use mlp::Error;
use mlp::Scaler;
use mlp::data::{Dataset, Fold, FoldScores, KFold, blobs};
use mlp::prelude::*;
use mlp_scikit_learn::{figures, indices, list};
use serde_json::Value;

fn assert_folds(folds: &[Fold], case: &Value, samples: usize) {
    let tests: Vec<Vec<usize>> = list(&case["test"]).iter().map(indices).collect();
    assert_eq!(folds.iter().map(|fold| fold.test.clone()).collect::<Vec<_>>(), tests);
    for Fold { train, test } in folds {
        let mut all: Vec<usize> = train.iter().chain(test).copied().collect();
        assert!(train.is_sorted());
        all.sort_unstable();
        assert_eq!(all, (0..samples).collect::<Vec<_>>());
    }
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a whole number")).expect("a usize")
}

#[test]
fn folds_are_those_of_scikit_learn() -> Result<(), Error> {
    let figures = figures("folds");
    for case in list(&figures["plain"]) {
        let samples = number(&case["samples"]);
        assert_folds(&KFold::new(number(&case["folds"])).indices(samples)?, case, samples);
    }
    for case in list(&figures["stratified"]) {
        let labels = indices(&case["labels"]);
        assert_folds(&KFold::new(number(&case["folds"])).stratified_indices(&labels)?, case, labels.len());
    }
    Ok(())
}

#[test]
fn shuffled_folds_have_the_same_sizes() -> Result<(), Error> {
    let labels: Vec<usize> = (0..53).map(|i| i * i % 7 % 3).collect();
    let of_class = |fold: &Fold, class| fold.test.iter().filter(|&&i| labels[i] == class).count();
    let mut seen = Vec::new();
    for seed in 0..10 {
        let (plain, spread) = (KFold::new(5), KFold::new(5).shuffled(seed));
        assert_eq!(spread.indices(53)?, spread.indices(53)?);
        let sizes = |folds: Vec<Fold>| folds.iter().map(|fold| fold.test.len()).collect::<Vec<_>>();
        assert_eq!(sizes(spread.indices(53)?), sizes(plain.indices(53)?));
        let (plain, spread) = (plain.stratified_indices(&labels)?, spread.stratified_indices(&labels)?);
        for (plain, spread) in plain.iter().zip(&spread) {
            assert!((0..3).all(|class| of_class(plain, class) == of_class(spread, class)));
        }
        let mut tested: Vec<usize> = spread.iter().flat_map(|fold| fold.test.clone()).collect();
        tested.sort_unstable();
        assert_eq!(tested, (0..53).collect::<Vec<_>>());
        assert!(!seen.contains(&spread) && spread != plain);
        seen.push(spread);
    }
    Ok(())
}

#[test]
fn what_cannot_be_folded() {
    for (folds, samples) in [(0, 3), (1, 3), (4, 3), (2, 0)] {
        let error = KFold::new(folds).indices(samples).expect_err("no such folds");
        assert_eq!(error, Error::Folds { folds, samples });
        let expected = format!("{folds} folds of {samples} samples: expected from 2 folds to one for each sample");
        assert_eq!(error.to_string(), expected);
        assert_eq!(KFold::new(folds).stratified_indices(&vec![0; samples]), Err(Error::Folds { folds, samples }));
    }
    let error = KFold::new(3).stratified_indices(&[0, 1, 0, 1]).expect_err("classes of two");
    assert_eq!(error, Error::StratifiedFolds { folds: 3, largest: 2 });
    let text = "3 folds, but the largest class has 2 samples: expected at most so many folds";
    assert_eq!(error.to_string(), text);
    // one class that is large enough is enough
    assert!(KFold::new(3).stratified_indices(&[0, 1, 0, 1, 0]).is_ok());
}

mlp! { struct Small: 2 => 3 softmax }

#[test]
fn a_network_is_trained_for_every_fold() -> Result<(), Error> {
    let (points, labels) = blobs(150, &[[-3.0, 0.0], [3.0, 0.0], [0.0, 4.0]], 1.0, 0)?;
    let dataset = Dataset::new(points, labels)?;
    let mut sizes = Vec::new();
    let scores = dataset.cross_validate_stratified(&KFold::new(5).shuffled(0), |train, test| {
        sizes.push((train.len(), test.len()));
        let scaler = Scaler::standard(&train.inputs)?;
        let mut net = Small::seeded(0);
        let trainer = Trainer::new(CrossEntropy, Adam::new(0.05)).epochs(30);
        trainer.fit(&mut net, &scaler.transform_all(&train.inputs), &train.targets)?;
        Ok(accuracy(&net, &scaler.transform_all(&test.inputs), &test.targets))
    })?;
    assert_eq!(sizes, [(120, 30); 5]);
    assert!(scores.mean() > 0.95 && scores.standard_deviation() < 0.05, "{scores}");
    assert_eq!(scores.scores().len(), 5);
    Ok(())
}

#[test]
fn the_first_error_ends_it() {
    let dataset = Dataset::new(vec![[0.0]; 6], vec![[1.0]; 6]).expect("equally many");
    let mut calls = 0;
    let error = dataset.cross_validate(&KFold::new(3), |_, _| {
        calls += 1;
        if calls == 2 { Err(Error::NoSamples) } else { Ok(0.0) }
    });
    assert_eq!((error, calls), (Err(Error::NoSamples), 2));
}

#[test]
fn mean_and_spread_are_numpys() {
    let scores = FoldScores::from(vec![0.9, 0.95, 0.85, 1.0]);
    assert!((scores.mean() - 0.925).abs() < 1e-7);
    assert!((scores.standard_deviation() - 0.055_901_7).abs() < 1e-7);
    assert_eq!(scores.to_string(), "0.925 ± 0.056 (4 folds)");
    assert_eq!(format!("{scores:.1}"), "0.9 ± 0.1 (4 folds)");
    assert!(FoldScores::default().mean().is_nan());
}
