//! Accuracy and classes.

use mlp::metrics::{ConfusionMatrix, accuracy, class};
use mlp::prelude::*;
use mlp_fixtures::at_every_level;

mlp! {
    struct Pick: 3 => 3;
    struct Threshold: 1 => 1;
}

#[test]
fn the_class_is_the_first_largest_output() {
    assert_eq!(class(&[0.5]), 1);
    assert_eq!(class(&[0.5_f32.next_down()]), 0);
    assert_eq!(class(&[-1.0]), 0);
    assert_eq!(class(&[0.2, 0.5, 0.3]), 1);
    assert_eq!(class(&[0.5, 0.2, 0.5]), 0, "of equal ones the first");
    assert_eq!(class(&[-3.0, -2.0]), 1);
    assert_eq!(class(&[f32::NEG_INFINITY, 0.0, f32::INFINITY]), 2);
}

/// Returns the identity as a network: the class of a sample is its largest value.
fn identity() -> Pick {
    let mut net = Pick::zeroed();
    for i in 0..3 {
        net.l1.weights[i][i] = 1.0;
    }
    net
}

#[test]
fn accuracy_of_batches_of_every_size() {
    at_every_level(|level| {
        let net = identity();
        for count in [1, 2, 15, 16, 17, 33, 100] {
            let inputs: Vec<[f32; 3]> =
                (0..count).map(|i| core::array::from_fn(|c| f32::from(u8::from(i % 3 == c)))).collect();
            let right: Vec<usize> = (0..count).map(|i| i % 3).collect();
            assert_eq!(accuracy(&net, &inputs, &right), 1.0, "{level}, {count}");
            let wrong: Vec<usize> = right.iter().map(|class| (class + 1) % 3).collect();
            assert_eq!(accuracy(&net, &inputs, &wrong), 0.0, "{level}, {count}");
            let mut one = wrong;
            one[count - 1] = right[count - 1];
            assert_eq!(accuracy(&net, &inputs, &one), 1.0 / count as f32, "{level}, {count}");
        }
    });
}

#[test]
fn one_output_is_a_threshold() {
    let mut net = Threshold::zeroed();
    net.l1.weights[0][0] = 1.0;
    assert_eq!(accuracy(&net, &[[0.4], [0.6], [0.5], [-1.0]], &[0, 1, 1, 1]), 0.75);
}

#[test]
fn accuracy_without_samples_is_nan() {
    assert!(accuracy(&identity(), &[], &[]).is_nan());
}

#[test]
#[should_panic(expected = "1 inputs, but 2 labels")]
fn accuracy_panics_when_lengths_differ() {
    let _ = accuracy(&identity(), &[[0.0; 3]], &[0, 1]);
}

#[test]
fn a_confusion_matrix_without_room_is_an_error() {
    for classes in [1_usize << 32, usize::MAX, 1 << 31] {
        let error = ConfusionMatrix::from_classes(&[0], &[1], classes).expect_err("no memory for it");
        assert_eq!(error, mlp::Error::TooManyClasses { classes });
        assert_eq!(error.to_string(), format!("a confusion matrix of {classes} classes has no room in memory"));
    }
}
