//! The statistics of every generator, and that it depends on the seed alone.

use super::{binary, blobs, circles, labels, moons, one_hot, spirals, xor};
use alloc::string::ToString;
use alloc::vec::Vec;

type Points = (Vec<[f32; 2]>, Vec<usize>);

fn all(seed: u64) -> [Points; 5] {
    [
        xor(1001, 0.1, seed),
        blobs(1001, &[[0.0, 0.0], [4.0, 1.0]], 0.1, seed).expect("two centres"),
        circles(1001, 0.4, 0.1, seed),
        moons(1001, 0.1, seed),
        spirals(1001, 2, 1.0, 0.1, seed).expect("two arms"),
    ]
}

/// Returns mean and standard deviation, by coordinate, of one class's distances from where its points belong.
fn residuals(points: &Points, label: usize, nearest: impl Fn([f32; 2]) -> [f32; 2]) -> [[f32; 2]; 2] {
    let of_class: Vec<[f32; 2]> =
        points.0.iter().zip(&points.1).filter(|(_, l)| **l == label).map(|(x, _)| *x).collect();
    core::array::from_fn(|axis| {
        let count = of_class.len() as f32;
        let offsets = || of_class.iter().map(|x| x[axis] - nearest(*x)[axis]);
        let mean = offsets().sum::<f32>() / count;
        [mean, (offsets().map(|d| (d - mean) * (d - mean)).sum::<f32>() / count).sqrt()]
    })
}

#[test]
fn a_seed_decides_everything() {
    assert_eq!(all(3), all(3));
    for (a, b) in all(3).iter().zip(all(4)) {
        assert_ne!(a.0, b.0);
    }
}

#[test]
fn sizes_are_as_asked_and_classes_equally_large() {
    for (points, labels) in all(5) {
        assert_eq!((points.len(), labels.len()), (1001, 1001));
        let ones = labels.iter().filter(|label| **label == 1).count();
        assert!((500..=501).contains(&ones), "{ones}");
        // in a random order: neither one class after the other, nor one sample of each in turn
        let changes = labels.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert!((400..600).contains(&changes), "{changes}");
    }
    for samples in 0..5 {
        assert_eq!(moons(samples, 0.0, 1).0.len(), samples);
        assert_eq!(spirals(samples, 3, 1.0, 0.0, 1).expect("three arms").0.len(), samples);
    }
}

#[test]
fn blobs_have_their_centres_and_deviation() {
    let centers = [[-3.0, 2.0], [4.0, 0.0]];
    let points = blobs(4000, &centers, 0.5, 1).expect("two centres");
    for (label, center) in centers.iter().enumerate() {
        for [mean, deviation] in residuals(&points, label, |_| *center) {
            assert!(mean.abs() < 0.04 && (deviation - 0.5).abs() < 0.03, "{mean} {deviation}");
        }
    }
    let (odd, _) = blobs(2000, &[[1.0; 3]], 2.0, 1).expect("a centre");
    for axis in 0..3 {
        let mean = odd.iter().map(|x| x[axis]).sum::<f32>() / 2000.0;
        let square = odd.iter().map(|x| (x[axis] - 1.0).powi(2)).sum::<f32>() / 2000.0;
        assert!((mean - 1.0).abs() < 0.15 && (square - 4.0).abs() < 0.4, "{mean} {square}");
    }
}

#[test]
fn noise_has_the_deviation_that_was_asked_for() {
    let corners = xor(8000, 0.1, 2);
    for label in [0, 1] {
        for [mean, deviation] in residuals(&corners, label, |x| x.map(f32::round)) {
            assert!(mean.abs() < 0.01 && (deviation - 0.1).abs() < 0.005, "{mean} {deviation}");
        }
    }
    // across a circle, noise changes the radius: by 0.1, as it changes a coordinate
    let (points, labels) = circles(8000, 0.4, 0.1, 2);
    let outer = points.iter().zip(&labels).filter(|(_, label)| **label == 0).map(|(x, _)| x[0].hypot(x[1]) - 1.0);
    let square = outer.map(|d| d * d).sum::<f32>() / 4000.0;
    assert!((square.sqrt() - 0.1).abs() < 0.01, "{square}");
}

#[test]
fn circles_are_covered_evenly() {
    let (points, labels) = circles(1000, 0.4, 0.0, 3);
    for (label, radius) in [(0, 1.0), (1, 0.4)] {
        let of_class = || points.iter().zip(&labels).filter(|(_, l)| **l == label).map(|(x, _)| *x);
        assert!(of_class().all(|[x, y]| (x.hypot(y) - radius).abs() < 1e-6));
        let mean = of_class().fold([0.0, 0.0], |m, x| [m[0] + x[0], m[1] + x[1]]);
        assert!(mean[0].abs() < 1e-3 && mean[1].abs() < 1e-3, "{mean:?}");
    }
}

#[test]
fn moons_are_half_circles_with_their_ends() {
    let (points, labels) = moons(400, 0.0, 4);
    let mut ends = 0;
    for ([x, y], label) in points.into_iter().zip(labels) {
        let (center, side) = if label == 0 { ([0.0, 0.0], y) } else { ([1.0, 0.5], 0.5 - y) };
        assert!(((x - center[0]).hypot(y - center[1]) - 1.0).abs() < 1e-6);
        assert!(side > -1e-6);
        ends += usize::from(side.abs() < 1e-6);
    }
    assert_eq!(ends, 4);
}

#[test]
fn spirals_turn_as_often_as_asked() {
    let (points, labels) = spirals(302, 3, 1.25, 0.0, 5).expect("three arms");
    for (label, angle) in [(0, 0.25_f32), (1, 0.25 + 1.0 / 3.0), (2, 0.25 + 2.0 / 3.0)] {
        let (end, _) =
            points.iter().zip(&labels).find(|(x, l)| **l == label && x[0].hypot(x[1]) > 0.999_9).expect("an end");
        let (sine, cosine) = (core::f32::consts::TAU * angle).sin_cos();
        assert!((end[0] - cosine).abs() < 1e-5 && (end[1] - sine).abs() < 1e-5, "{end:?}");
    }
}

#[test]
fn labels_become_targets() {
    assert_eq!(binary(&[0, 1, 1]), Ok([[0.0], [1.0], [1.0]].to_vec()));
    assert_eq!(one_hot::<2>(&[0, 1]), Ok([[1.0, 0.0], [0.0, 1.0]].to_vec()));
    assert_eq!(one_hot::<2>(&[]), Ok([].to_vec()));
}

#[test]
fn one_hot_targets_become_labels() {
    assert_eq!(labels(&one_hot::<4>(&[3, 0, 2]).expect("labels below 4")), Ok([3, 0, 2].to_vec()));
    assert_eq!(labels::<2>(&[]), Ok([].to_vec()));
    for wrong in [[0.0, 0.0], [1.0, 1.0], [0.5, 0.5], [2.0, 0.0], [1.0, f32::NAN], [1.0, 1e-9]] {
        let error = labels(&[[0.0, 1.0], wrong]).expect_err("not one-hot");
        assert_eq!(error, crate::error::Error::NotOneHot { sample: 1 }, "{wrong:?}");
        assert_eq!(
            error.to_string(),
            "the target of sample 1 is not a single 1 among zeros: `SoftCrossEntropy` takes any distribution"
        );
    }
}

#[test]
fn labels_that_are_no_classes() {
    let error = binary(&[0, 2]).expect_err("a third class");
    assert_eq!(error, crate::error::Error::Label { sample: 1, label: 2, classes: 2 });
    assert_eq!(error.to_string(), "the label of sample 1 is 2, but there are 2 classes: labels run from 0 to 1");
    assert_eq!(one_hot::<3>(&[0, 1, 7]), Err(crate::error::Error::Label { sample: 2, label: 7, classes: 3 }));
}

#[test]
fn shapes_that_are_none() {
    let refused = |result: Result<Points, crate::error::Error>| result.expect_err("no shape").to_string();
    assert_eq!(refused(blobs(9, &[], 1.0, 0)), "`blobs(centers)` is 0: expected at least 1");
    assert_eq!(refused(spirals(9, 0, 1.0, 0.0, 0)), "`spirals(arms)` is 0: expected at least 1");
    for (turns, text) in [(-0.5, "-0.5"), (f32::NAN, "NaN"), (f32::INFINITY, "inf")] {
        let expected = alloc::format!("`spirals(turns)` is {text}: expected a finite number, 0 or more");
        assert_eq!(refused(spirals(9, 2, turns, 0.0, 0)), expected);
    }
    assert!(spirals(9, 1, 0.0, 0.0, 0).is_ok() && spirals(0, 1, 0.0, 0.0, 0).is_ok());
}

#[test]
fn scalers_of_values_that_are_far_apart() {
    use crate::data::scaler::Scaler;
    use crate::error::Error;
    let far = [[-f32::MAX, 1.0], [f32::MAX, 2.0]];
    let error = Scaler::min_max(&far).expect_err("a scale of twice the largest f32");
    assert_eq!(error, Error::ColumnRange { column: 0, low: -f32::MAX, high: f32::MAX });
    assert!(error.to_string().starts_with("column 0 has values from -340282350000000000000000000000000000000 to 3402"));
    let between = Scaler::min_max_between(&far, -1.0, 1.0).expect("a scale of the largest f32");
    assert_eq!(between.transform_all(&far), [[-1.0, -1.0], [1.0, 1.0]]);
    // the difference to the mean is beyond f32, the result is not
    let skewed = [[-f32::MAX], [f32::MAX], [f32::MAX]];
    let [low, high, _] = Scaler::standard(&skewed).expect("a finite deviation").transform_all(&skewed)[..] else {
        panic!("three samples")
    };
    assert!((low[0] + 2.0_f32.sqrt()).abs() < 1e-6 && (high[0] - 0.5_f32.sqrt()).abs() < 1e-6, "{low:?} {high:?}");
}

#[test]
#[should_panic(expected = "2 inputs, but 1 targets: every input needs one target")]
fn a_data_set_whose_fields_differ_in_length_is_not_shuffled() {
    let mut dataset = super::Dataset::new(alloc::vec![[0.0], [1.0]], alloc::vec![0, 1]).expect("two of each");
    dataset.targets.pop();
    let _ = dataset.shuffled(1);
}
