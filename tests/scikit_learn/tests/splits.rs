//! Sizes of splits against scikit-learn's, what is in them, and what they refuse.

use mlp::Error;
use mlp::data::{Dataset, Split};
use mlp::error::SplitPart;
use mlp_fixtures::refused;
use mlp_scikit_learn::{figures, indices, list};
use serde_json::Value;

/// A split asked for as in Python: a fraction with a point, a count without, or nothing.
fn split(test: &Value, train: &Value) -> Split {
    let count = |value: &Value| value.as_u64().map(|n| usize::try_from(n).expect("a usize"));
    let mut split = Split::new();
    match (count(test), test.as_f64()) {
        (Some(n), _) => split = split.test_count(n),
        (None, Some(fraction)) => split = split.test_fraction(fraction),
        (None, None) => (),
    }
    match (count(train), train.as_f64()) {
        (Some(n), _) => split = split.train_count(n),
        (None, Some(fraction)) => split = split.train_fraction(fraction),
        (None, None) => (),
    }
    split
}

#[test]
fn sizes_are_those_of_scikit_learn() {
    let cases = figures("splits");
    for case in list(&cases) {
        let samples = usize::try_from(case[0].as_u64().expect("a number")).expect("a usize");
        let parts = split(&case[1], &case[2]).indices(samples).map(|(train, test)| vec![train.len(), test.len()]);
        if case[3].is_null() {
            assert!(parts.is_err(), "scikit-learn refuses {case}, not {parts:?}");
        } else {
            assert_eq!(parts.expect("sizes that scikit-learn takes"), indices(&case[3]), "{case}");
        }
    }
    assert!(list(&cases).iter().filter(|case| !case[3].is_null()).count() > 100);
}

/// Both parts have each sample at most once, and none that is not there.
fn assert_apart(train: &[usize], test: &[usize], samples: usize) {
    let mut seen = vec![false; samples];
    for &sample in train.iter().chain(test) {
        assert!(!core::mem::replace(&mut seen[sample], true), "sample {sample} twice");
    }
}

#[test]
fn parts_have_nothing_in_common() -> Result<(), Error> {
    for seed in 0..20 {
        let split = Split::new().test_count(30).train_count(50).seed(seed);
        let (train, test) = split.indices(100)?;
        assert_apart(&train, &test, 100);
        assert_eq!((train.len(), test.len()), (50, 30));
        let labels: Vec<usize> = (0..100).map(|i| i % 7 % 3).collect();
        let (train, test) = split.stratified_indices(&labels)?;
        assert_apart(&train, &test, 100);
        assert_eq!((train.len(), test.len()), (50, 30));
    }
    Ok(())
}

#[test]
fn a_seed_decides_the_order() -> Result<(), Error> {
    let labels: Vec<usize> = (0..100).map(|i| i % 3).collect();
    let split = |seed| Split::new().seed(seed);
    assert_eq!(split(1).indices(100)?, split(1).indices(100)?);
    assert_ne!(split(1).indices(100)?, split(2).indices(100)?);
    assert_eq!(split(1).stratified_indices(&labels)?, split(1).stratified_indices(&labels)?);
    assert_ne!(split(1).stratified_indices(&labels)?, split(2).stratified_indices(&labels)?);
    // not class by class
    let (train, _) = split(1).stratified_indices(&labels)?;
    let changes = train.windows(2).filter(|pair| labels[pair[0]] != labels[pair[1]]).count();
    assert!((35..65).contains(&changes), "{changes}");
    let (train, test) = split(1).in_order().stratified_indices(&[0, 0, 0, 1, 1, 1, 1, 1])?;
    assert_eq!((train, test), (vec![0, 1, 3, 4, 5, 6], vec![2, 7]));
    // as scikit-learn's does without a shuffle: what is left out comes last
    let (train, test) = split(1).train_count(3).test_count(2).in_order().indices(6)?;
    assert_eq!((train, test), (vec![0, 1, 2], vec![3, 4]));
    Ok(())
}

#[test]
fn every_sample_is_held_out_equally_often() -> Result<(), Error> {
    let mut held_out = [0_u16; 20];
    for seed in 0..2000 {
        for sample in Split::new().seed(seed).indices(20)?.1 {
            held_out[sample] += 1;
        }
    }
    // 500 expected, with a standard deviation of 19
    assert!(held_out.iter().all(|n| (400..600).contains(n)), "{held_out:?}");
    Ok(())
}

#[test]
fn classes_have_the_shares_of_scikit_learn() -> Result<(), Error> {
    for case in list(&figures("stratified")) {
        let counts = indices(&case["counts"]);
        let labels: Vec<usize> =
            counts.iter().enumerate().flat_map(|(class, &n)| core::iter::repeat_n(class, n)).collect();
        let either: Vec<Vec<Vec<usize>>> =
            list(&case["either"]).iter().map(|both| list(both).iter().map(indices).collect()).collect();
        for seed in 0..20 {
            let split = split(&case["test"], &Value::Null).seed(seed);
            let (train, test) = split.stratified_indices(&labels)?;
            let shares = [train, test]
                .map(|part| (0..counts.len()).map(|c| part.iter().filter(|&&i| labels[i] == c).count()).collect());
            assert!(either.contains(&shares.to_vec()), "{case}: {shares:?}");
        }
    }
    Ok(())
}

#[test]
fn impossible_splits_are_an_error() {
    assert_eq!(refused(Split::new().indices(0)).0, Error::NoSamples);
    let (error, text) = refused(Split::new().test_fraction(1.0).indices(10));
    assert_eq!(error, Error::SplitFraction { part: SplitPart::Test, fraction: 1.0 });
    assert_eq!(text, "the test part is 1 of the samples: expected more than 0 and less than 1");
    let (error, _) = refused(Split::new().train_fraction(f64::NAN).indices(10));
    assert!(matches!(error, Error::SplitFraction { part: SplitPart::Training, fraction } if fraction.is_nan()));
    let (error, text) = refused(Split::new().test_count(6).train_count(5).indices(10));
    assert_eq!(error, Error::SplitSizes { samples: 10, train: 5, test: 6 });
    let remedy = "both parts need at least one, and together at most all";
    assert_eq!(text, format!("10 samples cannot be split into 5 to train on and 6 to test with: {remedy}"));
    assert!(Split::new().test_count(usize::MAX).train_count(usize::MAX).indices(10).is_err());
    let (error, text) = refused(Split::new().stratified_indices(&[0, 0, 0, 0, 4]));
    assert_eq!(error, Error::SingleSample { class: 4 });
    assert_eq!(text, "class 4 has a single sample, but a stratified split needs two of each");
    let (error, text) = refused(Split::new().test_count(2).stratified_indices(&[0, 0, 0, 1, 1, 1, 2, 2]));
    assert_eq!(error, Error::SplitClasses { part: SplitPart::Test, samples: 2, classes: 3 });
    assert_eq!(text, "the test part has 2 samples for 3 classes: it needs one of each");
}

#[test]
fn inputs_stay_with_their_targets() -> Result<(), Error> {
    let dataset = Dataset::new((0..100_u8).map(|x| [f32::from(x)]).collect(), (0..100).map(|x| x % 2).collect())?;
    let (train, test) = dataset.split(&Split::new())?;
    let (strict_train, strict_test) = dataset.split_stratified(&Split::new())?;
    for part in [&train, &test, &strict_train, &strict_test, &dataset.shuffled(3)] {
        assert!(part.inputs.iter().zip(&part.targets).all(|([x], label)| (*x % 2.0 == 1.0) == (*label == 1)));
    }
    let ones = strict_test.targets.iter().sum::<usize>();
    assert!(strict_test.len() == 25 && (12..=13).contains(&ones), "{ones} of {}", strict_test.len());
    let mut broken = dataset;
    broken.targets.pop();
    assert_eq!(broken.split(&Split::new()), Err(Error::Lengths { inputs: 100, targets: 99 }));
    assert!(broken.split_stratified(&Split::new()).is_err());
    Ok(())
}
